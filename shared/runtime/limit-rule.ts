import { type Workspace, workspaceRef } from '#data/workspace.ts';
import type { Refused } from '#domain/decision.ts';
import type { Money } from '#domain/money.ts';
import { beyondContractLimit } from '#domain/spending-limits.ts';
import type { Party } from './party.ts';

/** The workspace whose limits bind a party; none binds an influencer, or an owner. */
export function ruleRef(party: Party) {
  return party.kind === 'member' && party.role !== 'owner' ? workspaceRef(party.workspaceId) : undefined;
}

/** The refusal of a price beyond what the party may agree to by itself, by the rule that was read for it; undefined when it may. */
export function beyondLimitOf(
  party: Party,
  rule: Pick<Workspace, 'limits' | 'currency'> | undefined,
  price: Money,
): Refused<'contract_limit_exceeded'> | undefined {
  return party.kind === 'member' && rule ? beyondContractLimit(rule, party.role, price) : undefined;
}
