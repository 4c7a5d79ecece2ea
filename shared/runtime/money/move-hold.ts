import type { EventDraft } from '#contract/events.ts';
import { type Change, update } from '#data/change.ts';
import { type ContractItem, updateContract } from '#data/contract.ts';
import { editHold, type HoldItem } from '#data/hold.ts';
import { keys, partitions } from '#data/keys.ts';
import { recordEntry } from '#data/ledger.ts';
import type { HoldStatus } from '#domain/contract.ts';
import type { Currency } from '#domain/currencies.ts';
import type { LedgerEntry } from '#domain/ledger.ts';
import { headAfter } from '#domain/ledger-chain.ts';
import { type Money, money } from '#domain/money.ts';
import { sha256Hex } from '../hash.ts';

/** A hold in another state, with its contract (both sides) and its payment saying the same; `seen` is the payment where the decision read it, `told` what the contract says besides. */
export function moveHold(
  hold: HoldItem,
  status: HoldStatus,
  edit: Partial<Record<keyof HoldItem, unknown>> = {},
  seen?: { version: number },
  told: Pick<ContractItem, 'paidOut' | 'takenBackMinor'> = {},
): Change[] {
  const set = { ...told, fundingStatus: status };
  const changes = [editHold(hold, { ...edit, status }), ...updateContract(hold, { set })];
  return hold.paymentId ? [...changes, noteOnPayment(hold, hold.paymentId, status, seen)] : changes;
}

/** Lets a payment say where the money of one of its contracts is. */
export function noteOnPayment(
  { workspaceId, contractId }: Pick<HoldItem, 'workspaceId' | 'contractId'>,
  paymentId: string,
  status: HoldStatus,
  seen?: { version: number },
): Change {
  return update(
    keys.payment(workspaceId, paymentId),
    { set: { [`states.${contractId}`]: status }, add: { version: 1 } },
    [
      { path: 'paymentId', is: '=', value: paymentId },
      ...(seen ? [{ path: 'version', is: '=' as const, value: seen.version }] : []),
    ],
  );
}

/** By what an entry is caused: the event of the same commit and its name, when, and the provider's object where there is one. */
export interface EntryCause {
  eventId: string;
  action: EventDraft['type'];
  nowIso: string;
  providerId?: string | undefined;
}

/** The entry of a hold's movement with the influencer's share of it, and the hold that knows it as its last one: the same commit must write that. */
export function recordHoldEntry(
  hold: HoldItem,
  entry: LedgerEntry,
  { nowIso, ...cause }: EntryCause,
): { changes: Change[]; hold: HoldItem } {
  const { workspaceId, campaignId, contractId } = hold;
  const { changes, sealed } = recordEntry(entry, {
    ...cause,
    workspaceId,
    campaignId,
    paymentId: paymentOf(hold),
    occurredAt: nowIso,
    parties: [hold],
    chains: { [contractId]: hold.ledger },
    hash: sha256Hex,
  });
  return { changes, hold: { ...hold, ledger: headAfter(sealed, contractId) } };
}

/** Adds to the live balances of a campaign, minor units. */
export function adjustBudget(
  { workspaceId, campaignId }: Pick<HoldItem, 'workspaceId' | 'campaignId'>,
  add: Partial<Record<'fundedMinor' | 'releasedMinor' | 'refundedMinor' | 'feesMinor', number>>,
): Change {
  return update(keys.budget(workspaceId, campaignId), { add: { ...add, version: 1 } }, [
    { path: 'campaignId', is: '=', value: campaignId },
  ]);
}

/** The payment of a hold that has one; throws for one that was never paid for. */
export function paymentOf({ contractId, paymentId }: Pick<HoldItem, 'contractId' | 'paymentId'>): string {
  if (!paymentId) throw new Error(`The hold of ${contractId} has money but no payment; the ledger needs a person.`);
  return paymentId;
}

type HeldEvent = Extract<EventDraft, { data: { contractId: string; paymentId: string; amount: Money } }>['type'];

/** The event of one hold's movement; its sequence is the hold's version after it. */
export function heldEvent<T extends HeldEvent>(
  type: T,
  hold: HoldItem,
  amountMinor: number,
  more: object = {},
): EventDraft {
  const { workspaceId, campaignId, contractId, influencerId, currency } = hold;
  return {
    type,
    aggregateId: contractId,
    seq: hold.version + 1,
    partition: partitions.campaign(workspaceId, campaignId),
    data: {
      workspaceId,
      campaignId,
      contractId,
      influencerId,
      paymentId: paymentOf(hold),
      amount: money(amountMinor, currency as Currency),
      ...more,
    },
  } as EventDraft;
}
