import { type Change, replace } from '#data/change.ts';
import { type CommitContext, commit } from '#data/commit.ts';
import { contractRef, updateContract } from '#data/contract.ts';
import { type HoldItem, Holds, holdRef } from '#data/hold.ts';
import { type Workspace, workspaceRef } from '#data/workspace.ts';
import { needsSecondPerson, type SecondPerson } from '#domain/second-person.ts';
import { heldEvent } from './move-hold.ts';
import type { HoldName } from './release-hold.ts';

/** Whether the rule of a workspace, as it is now, wants a second person for the release of a hold. */
export function wantsSecondPerson(
  workspace: Workspace | undefined,
  { priceMinor, currency }: Pick<HoldItem, 'priceMinor' | 'currency'>,
): boolean {
  if (!workspace) return false;
  const rule = { aboveMinor: workspace.policies.secondReleaserAboveMinor, currency: workspace.currency };
  return needsSecondPerson(rule, { amountMinor: priceMinor, currency });
}

/** What a second person was asked or said, on the hold in full and on the contract in short; `undefined` when nobody is asked any more. */
export function noteSecondPerson(
  hold: HoldItem,
  said: SecondPerson | undefined,
  { nowIso, begunBy = hold.begunBy }: { nowIso: string; begunBy?: HoldItem['begunBy'] },
): Change[] {
  const { secondPerson: _before, ...rest } = hold;
  const after = { ...rest, ...(begunBy ? { begunBy } : {}), ...(said ? { secondPerson: said } : {}) };
  return [
    replace(Holds, hold, after),
    ...updateContract(
      hold,
      said
        ? { set: { secondPerson: { state: said.state, askedAt: said.askedAt }, updatedAt: nowIso } }
        : { set: { updatedAt: nowIso }, unset: ['secondPerson'] },
    ),
  ];
}

/** Asks for a second person once a release needs one, and takes the question back when the rule no longer does; nothing changes otherwise. */
export async function askSecondPerson(context: CommitContext, name: HoldName): Promise<void> {
  const { workspaceId, campaignId, contractId } = name;
  const { nowIso } = context;
  await commit(context, {
    reads: {
      hold: holdRef(workspaceId, campaignId, contractId),
      contract: contractRef(workspaceId, contractId),
      workspace: workspaceRef(workspaceId),
    },
    decide: ({ hold, contract, workspace }) => {
      const answer = { status: 200, body: null };
      if (hold?.status !== 'funded' || !contract) return { changes: [], answer };
      const isNeeded = wantsSecondPerson(workspace, hold) && contract.approvedCount >= contract.requiredCount;
      if (isNeeded === (hold.secondPerson !== undefined)) return { changes: [], answer };
      if (!isNeeded) {
        // What somebody has approved stays approved, should the rule come back.
        if (hold.secondPerson?.state === 'approved') return { changes: [], answer };
        return { changes: noteSecondPerson(hold, undefined, { nowIso }), answer };
      }
      return {
        changes: noteSecondPerson(hold, { state: 'asked', askedAt: nowIso }, { nowIso }),
        event: heldEvent('ReleaseApprovalAsked', hold, hold.priceMinor, {
          ...(hold.begunBy ? { begunBy: hold.begunBy.userId } : {}),
        }),
        answer,
      };
    },
  });
}
