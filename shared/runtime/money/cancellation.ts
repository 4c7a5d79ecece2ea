import type * as z from 'zod/mini';
import type { Cancellation } from '#contract/areas/contracts.ts';
import { type BudgetItem, budgetRef } from '#data/budget.ts';
import { type ContractItem, progressOf } from '#data/contract.ts';
import { type HoldItem, holdRef } from '#data/hold.ts';
import { type PieceItem, pieceRef, piecesOf } from '#data/piece.ts';
import { type PlacesItem, placesRef } from '#data/places.ts';
import { findAll } from '#data/read.ts';
import {
  CANCEL_LINES,
  CANCEL_RULES,
  type CancelRule,
  chargedBackOf,
  consequencesOf,
  type DealStage,
  ruleOf,
  stageOf,
} from '#domain/cancellation.ts';
import { milestoneOf } from '#domain/hold-parts.ts';
import { money } from '#domain/money.ts';
import type { Side } from '#domain/offer.ts';
import { msOf } from '../clock.ts';

/** What was released has reached the bank after so long, days: the provider pays out every day, and banks take some. */
const AT_BANK_AFTER_DAYS = 7;

/** What getting out of a contract is decided on. */
export interface CancelState {
  contract: ContractItem;
  hold: HoldItem;
  pieces: PieceItem[];
  budget: BudgetItem | undefined;
  places: PlacesItem | undefined;
}

/** Reads the money and the handed-in content of a contract and its campaign's budget, in one strongly consistent call; undefined when it has no money. */
export async function readCancelState(contract: ContractItem): Promise<CancelState | undefined> {
  const { workspaceId, campaignId, contractId, terms } = contract;
  const [[hold], [budget], [places], pieces] = await findAll(
    [holdRef(workspaceId, campaignId, contractId)],
    [budgetRef(workspaceId, campaignId)],
    [placesRef(campaignId)],
    terms.deliverables.map(({ deliverableId }) => pieceRef({ workspaceId, campaignId, contractId, deliverableId })),
  );
  return hold && { contract, hold, budget, places, pieces: pieces.flatMap((piece) => piece ?? []) };
}

/** The stage of a contract and the rule for a side there. */
export function cancelRuleOf(
  { contract, hold, pieces }: CancelState,
  side: Side,
  nowMs: number,
): { stage: DealStage; rule: CancelRule; side: Side } {
  const stage = stageOf(hold, {
    content: (part) => {
      const milestone = milestoneOf(part as never);
      const takenCount = piecesOf(contract, milestone, pieces).reduce((total, piece) => total + piece.takenCount, 0);
      return { ...progressOf(contract, milestone), takenCount };
    },
    isAtBank: (paidOutAt) => nowMs - msOf(paidOutAt) >= AT_BANK_AFTER_DAYS * 86_400_000,
  });
  return { stage, rule: ruleOf(stage, side), side };
}

/** What getting out would come to, as the side that asks sees it. */
export function cancellationView(
  { hold }: Pick<CancelState, 'hold'>,
  { stage, rule, side }: { stage: DealStage; rule: CancelRule; side: Side },
): z.input<typeof Cancellation> {
  return {
    contractId: hold.contractId,
    stage,
    may: rule.may,
    moves: rule.may ? rule.moves : null,
    within: rule.may ? rule.within : null,
    lines: [
      ...consequencesOf(hold, rule).map(({ line, amountMinor }) => ({
        line,
        amount: money(amountMinor, hold.currency),
      })),
      ...(side === 'brand' ? chargedBackOf(hold, rule) : []).map((amount) => ({
        line: 'back_as_charged' as const,
        amount,
      })),
    ].sort((a, b) => CANCEL_LINES.indexOf(a.line) - CANCEL_LINES.indexOf(b.line)),
    code: rule.may ? null : rule.code,
    instead: rule.may ? null : rule.instead,
    byItself: CANCEL_RULES[stage].byItself,
    version: hold.version,
  };
}
