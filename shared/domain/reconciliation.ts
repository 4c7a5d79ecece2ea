import { accounts, kindOf } from './accounts.ts';
import type { Currency } from './currencies.ts';
import type { LedgerEntry } from './ledger.ts';

/** One movement of the platform's balance at the provider. */
export interface ProviderMovement {
  /** What moved it: a charge, refund, transfer, dispute or payout. */
  objectId: string;
  /** The provider's name for the kind of movement, e.g. `charge` or `payout`. */
  kind: string;
  /** What the object says it is for: an entry or a payment of ours; null when it says nothing. */
  reference: string | null;
  currency: Currency;
  /** Before the fee; below zero for what left, minor units. */
  amountMinor: number;
  feeMinor: number;
  /** The provider changed the money from another currency. */
  converted: boolean;
  atMs: number;
}

/** What one entry of the ledger says moved the balance. */
export interface LedgerMovement {
  objectId: string;
  entryId: string;
  workspaceId: string;
  paymentId: string;
  currency: Currency;
  amountMinor: number;
  feeMinor: number;
  atMs: number;
}

export const DRIFTS = ['missing', 'double', 'amount', 'currency', 'fee', 'timing', 'own'] as const;
/** How the two sides differ: on one side only · twice on one side · by amount, currency or fee · not yet on both · the platform's own business with the provider. */
export type Drift = (typeof DRIFTS)[number];

interface Side {
  currency: Currency;
  amountMinor: number;
  feeMinor: number;
}

/** One object of the provider with what both sides say of it. */
export interface ReconciledObject {
  objectId: string;
  outcome: 'matched' | 'explained' | 'unexplained';
  /** Null when both sides agree. */
  drift: Drift | null;
  /** What differs and why, or what to look at; empty when both agree. */
  explanation: string;
  provider: Side | null;
  ledger: Side | null;
  workspaceId: string | null;
  /** The payment that its entries are about. */
  paymentId: string | null;
  entryIds: string[];
  /** When either side first heard of it. */
  atMs: number;
}

/** Webhooks come within minutes, and may be repeated for hours after a failure: until then a difference is a matter of time. */
export const TIMING_MS = 6 * 3_600_000;

/** What the platform does with the provider for itself: nothing of it is anybody's money in the ledger. */
const OWN = /^(payout|payout_failure|payout_cancel|stripe_fee|topup)$/;

/** How lines move the balance at the provider, minor units: all that goes between the inside and what lies outside, and what of it is the provider's fee. */
export function movesOfLines(lines: LedgerEntry['lines']): { amountMinor: number; feeMinor: number } {
  const sumOf = (is: (account: string) => boolean) =>
    lines.reduce((total, { account, amountMinor }) => (is(account) ? total + amountMinor : total), 0);
  const netMinor = -sumOf((account) => kindOf(account)?.outside === true);
  const feeMinor = -sumOf((account) => account === accounts.providerFees);
  return { amountMinor: netMinor + feeMinor || 0, feeMinor: feeMinor || 0 };
}

/**
 * What an entry says moved the balance at the provider; undefined when that is nothing. An adjustment moved nothing there: it makes up for what differs
 * between the sides, which are compared without it.
 */
export function movementOf(
  entry: LedgerEntry & { workspaceId: string; paymentId: string; providerId?: string | undefined },
  atMs: number,
): LedgerMovement | undefined {
  const { entryId, workspaceId, paymentId, currency, lines } = entry;
  const moved = movesOfLines(lines);
  if (entry.kind === 'adjustment' || (moved.amountMinor === 0 && moved.feeMinor === 0)) return undefined;
  return { objectId: entry.providerId ?? entryId, entryId, workspaceId, paymentId, currency, ...moved, atMs };
}

/** Compares the movements of the provider's balance with those of the ledger, object by object, oldest first; `nowMs` says what may still be on its way. */
export function reconcile(
  atProvider: readonly ProviderMovement[],
  inLedger: readonly LedgerMovement[],
  nowMs: number,
): ReconciledObject[] {
  const [providerOf, ledgerOf] = [groupOf(atProvider), groupOf(inLedger)];
  const known = new Set(atProvider.filter(({ objectId }) => ledgerOf.has(objectId)).map(({ reference }) => reference));
  return [...new Set([...providerOf.keys(), ...ledgerOf.keys()])]
    .map((objectId) => {
      const [theirs, ours] = [providerOf.get(objectId) ?? [], ledgerOf.get(objectId) ?? []];
      const atMs = Math.min(...theirs.map((one) => one.atMs), ...ours.map((one) => one.atMs));
      const newestMs = Math.max(...theirs.map((one) => one.atMs), ...ours.map((one) => one.atMs));
      const isSecond = theirs.some(({ reference }) => reference !== null && known.has(reference));
      const judged = judge(theirs, ours, { isFresh: newestMs > nowMs - TIMING_MS, isSecond });
      return {
        objectId,
        ...judged,
        provider: sideOf(theirs),
        ledger: sideOf(ours),
        workspaceId: ours[0]?.workspaceId ?? null,
        paymentId: ours[0]?.paymentId ?? null,
        entryIds: ours.map(({ entryId }) => entryId),
        atMs,
      };
    })
    .sort((a, b) => a.atMs - b.atMs || (a.objectId < b.objectId ? -1 : 1));
}

function groupOf<M extends { objectId: string }>(movements: readonly M[]): Map<string, M[]> {
  const groups = new Map<string, M[]>();
  for (const movement of movements) {
    const group = groups.get(movement.objectId);
    if (group) group.push(movement);
    else groups.set(movement.objectId, [movement]);
  }
  return groups;
}

function sideOf(movements: readonly Side[]): Side | null {
  const [first] = movements;
  if (!first) return null;
  const sumOf = (part: 'amountMinor' | 'feeMinor') => movements.reduce((total, one) => total + one[part], 0);
  return { currency: first.currency, amountMinor: sumOf('amountMinor'), feeMinor: sumOf('feeMinor') };
}

type Judged = Pick<ReconciledObject, 'outcome' | 'drift' | 'explanation'>;
const MATCHED: Judged = { outcome: 'matched', drift: null, explanation: '' };
const explained = (drift: Drift, explanation: string): Judged => ({ outcome: 'explained', drift, explanation });
const unexplained = (drift: Drift, explanation: string): Judged => ({ outcome: 'unexplained', drift, explanation });

interface Known {
  /** Either side heard of it so lately that the other may not have yet. */
  isFresh: boolean;
  /** What it says it is for is in the ledger by another object. */
  isSecond: boolean;
}

function judge(theirs: readonly ProviderMovement[], ours: readonly LedgerMovement[], known: Known): Judged {
  const [provider, ledger] = [sideOf(theirs), sideOf(ours)];
  if (provider && ledger && isEqual(provider, ledger)) return MATCHED;
  if (theirs.length > 0 && theirs.every(({ kind }) => OWN.test(kind)) && !ledger)
    return explained('own', 'The platform’s own payment from its balance, or to the provider.');
  if (!ledger && known.isSecond)
    return unexplained(
      'double',
      'The provider moved money a second time for the same thing of ours: give it back there.',
    );
  if (known.isFresh && (!provider || !ledger || theirs.length !== ours.length))
    return explained('timing', 'It happened a short while ago, and the other side has not heard of all of it yet.');
  if (!ledger) return unexplained('missing', 'The provider moved this money, and no entry says so: find its webhook.');
  if (!provider)
    return unexplained('missing', 'An entry says that this money moved, and the provider knows nothing of it.');
  return judgeBoth(theirs, ours, { provider, ledger });
}

function judgeBoth(
  theirs: readonly ProviderMovement[],
  ours: readonly LedgerMovement[],
  { provider, ledger }: { provider: Side; ledger: Side },
): Judged {
  if (provider.currency !== ledger.currency)
    return theirs.every(({ converted }) => converted)
      ? explained('currency', `The provider changed it from ${ledger.currency} to ${provider.currency}.`)
      : unexplained('currency', `The provider moved ${provider.currency}, the ledger says ${ledger.currency}.`);
  const differenceMinor = ledger.amountMinor - provider.amountMinor;
  if (differenceMinor !== 0) {
    if (isThereTwice(ours, differenceMinor))
      return unexplained('double', 'Two entries say the same, and the provider moved it once.');
    if (isThereTwice(theirs, -differenceMinor))
      return unexplained('double', 'The provider moved it twice, and one entry says so.');
    return unexplained('amount', `The ledger has ${differenceMinor} minor units more than the provider moved.`);
  }
  return ledger.feeMinor === 0
    ? explained('fee', 'The provider’s fee was not known yet when the entry was written; it is the platform’s cost.')
    : unexplained('fee', `The provider took a fee of ${provider.feeMinor}, the ledger says ${ledger.feeMinor}.`);
}

function isEqual(a: Side, b: Side): boolean {
  return a.currency === b.currency && a.amountMinor === b.amountMinor && a.feeMinor === b.feeMinor;
}

/** Whether the surplus of one side is one of its own movements once more. */
function isThereTwice(movements: readonly { amountMinor: number }[], surplusMinor: number): boolean {
  return movements.filter(({ amountMinor }) => amountMinor === surplusMinor).length > 1;
}
