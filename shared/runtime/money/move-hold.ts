import type { EventDraft } from '#contract/events.ts';
import { type Change, replace, update } from '#data/change.ts';
import { type ContractItem, updateContract } from '#data/contract.ts';
import { editedHold, type HeldPart, type HoldEdit, type HoldItem, Holds, wholeOf } from '#data/hold.ts';
import { keys, partitions } from '#data/keys.ts';
import { recordEntry } from '#data/ledger.ts';
import type { PaymentItem } from '#data/payment.ts';
import type { HoldStatus } from '#domain/contract.ts';
import type { Currency } from '#domain/currencies.ts';
import { milestoneNamed, milestoneOf, partIdOf, partsOfPayment, statusOfParts } from '#domain/hold-parts.ts';
import { type LedgerEntry, ofMilestone } from '#domain/ledger.ts';
import { headAfter } from '#domain/ledger-chain.ts';
import { type Money, money } from '#domain/money.ts';
import { sha256Hex } from '../hash.ts';

/** A hold, or a part of one, in another state, with its contract (both sides) and its payment saying the same; `seen` is the payment where the decision read it, `told` what the contract says besides; `lossMinor` is what the platform bears more of a lost dispute. */
export function moveHold(
  part: HeldPart,
  status: HoldStatus,
  edit: HoldEdit = {},
  seen?: { version: number },
  told: Pick<ContractItem, 'paidOut' | 'takenBackMinor' | 'disputeId' | 'refundStuck'> = {},
  lossMinor = 0,
): Change[] {
  const after = editedHold(part, { ...edit, status });
  const changes = [
    replace(Holds, wholeOf(part), after),
    ...updateContract(after, { set: { ...told, ...toldBy(after) } }),
  ];
  const { paymentId } = part;
  return paymentId
    ? [...changes, noteOnPayment(after, paymentId, statusIn(after, paymentId), { seen, lossMinor })]
    : changes;
}

/** What a contract says of its hold. */
export function toldBy(hold: HoldItem): Pick<ContractItem, 'fundingStatus' | 'parts'> {
  if (!hold.parts) return { fundingStatus: hold.status };
  const parts = Object.entries(hold.parts).map(([partId, part]) => [
    partId,
    {
      milestone: part.milestone,
      priceMinor: part.priceMinor,
      feeMinor: part.feeMinor,
      status: part.status,
      paymentId: part.paymentId,
      fundedAt: part.fundedAt,
      heldUntil: part.heldUntil,
      paidOutAt: part.paidOutAt,
      secondPerson: part.secondPerson?.state,
      partyDisputeId: part.partyDisputeId,
    },
  ]);
  return { fundingStatus: hold.status, parts: Object.fromEntries(parts) };
}

/** What the provider's object of a part says besides its contract; nothing where that is in one part. */
export function namedPart({ of }: HeldPart): Record<string, string> {
  return of ? { part: of.partId } : {};
}

/** Where the money of a hold is that one payment paid in. */
export function statusIn(hold: HoldItem, paymentId: string): HoldStatus {
  return statusOfParts(partsOfPayment(hold, paymentId).map(({ status }) => status));
}

/** What a payment says about its holds. */
export function statesOf(
  { paymentId }: Pick<PaymentItem, 'paymentId'>,
  holds: readonly HoldItem[],
): Record<string, HoldStatus> {
  return Object.fromEntries(holds.map((hold) => [hold.contractId, statusIn(hold, paymentId)]));
}

/** A part by a name that no other part of a payment has. */
export function nameOfPart(part: HeldPart): string {
  return `${part.contractId} ${partIdOf(part)}`;
}

/** Lets a payment say where the money of one of its contracts is. */
export function noteOnPayment(
  { workspaceId, contractId }: Pick<HoldItem, 'workspaceId' | 'contractId'>,
  paymentId: string,
  status: HoldStatus,
  { seen, lossMinor = 0 }: { seen?: { version: number } | undefined; lossMinor?: number } = {},
): Change {
  return update(
    keys.payment(workspaceId, paymentId),
    { set: { [`states.${contractId}`]: status }, add: { version: 1, ...(lossMinor === 0 ? {} : { lossMinor }) } },
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

/** The entry of a hold's movement with the influencer's share of it, and the hold or part that knows it as its last one: the same commit must write that. */
export function recordHoldEntry<P extends HeldPart>(
  part: P,
  entry: LedgerEntry,
  { nowIso, ...cause }: EntryCause,
): { changes: Change[]; hold: P } {
  const { workspaceId, campaignId, contractId } = part;
  const { changes, sealed } = recordEntry(aboutPart(part, entry), {
    ...cause,
    workspaceId,
    campaignId,
    paymentId: paymentOf(part),
    occurredAt: nowIso,
    parties: [part],
    chains: { [contractId]: part.ledger },
    hash: sha256Hex,
  });
  return { changes, hold: { ...part, ledger: headAfter(sealed, contractId) } };
}

/** An entry whose lines say which milestone of its contract a part is for. */
export function aboutPart(part: HeldPart, entry: LedgerEntry): LedgerEntry {
  return { ...entry, lines: ofMilestone(entry.lines, milestoneNamed(part)) };
}

/** Several entries of one movement, one after the other in the chain. */
export function recordHoldEntries<P extends HeldPart>(
  part: P,
  entries: readonly LedgerEntry[],
  cause: EntryCause,
): { changes: Change[]; hold: P } {
  let recorded: { changes: Change[]; hold: P } = { changes: [], hold: part };
  for (const entry of entries) {
    const { changes, hold } = recordHoldEntry(recorded.hold, entry, cause);
    recorded = { changes: [...recorded.changes, ...changes], hold };
  }
  return recorded;
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
  hold: HeldPart,
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
      ...(hold.of ? { partId: hold.of.partId, milestone: milestoneOf(hold) } : {}),
      ...more,
    },
  } as EventDraft;
}
