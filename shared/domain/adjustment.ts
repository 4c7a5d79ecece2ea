import { type AccountName, accounts } from './accounts.ts';
import type { Currency } from './currencies.ts';
import { type Refused, refuse } from './decision.ts';
import { balanced, type LedgerEntry, type LedgerLine } from './ledger.ts';
import { type LedgerMovement, movesOfLines, type ReconciledObject } from './reconciliation.ts';
import { isSamePerson, type KnownPerson } from './second-person.ts';

/** How long a proposed adjustment waits for the second person, days. */
export const ADJUSTMENT_DAYS = 7;

/** Accounts that an adjustment may move: those whose balance no hold, payment or budget stands for. */
export const ADJUSTABLE = [
  'clearing',
  'providerFees',
  'credit',
  'losses',
  'fees',
  'refunds',
  'fx',
] as const satisfies readonly AccountName[];
export type Adjustable = (typeof ADJUSTABLE)[number];

/** States that are written down; that its time is over is read from the clock. */
export const NOTED_STATES = ['proposed', 'posted', 'declined', 'withdrawn'] as const;
export const ADJUSTMENT_STATES = [...NOTED_STATES, 'expired'] as const;
export type AdjustmentState = (typeof ADJUSTMENT_STATES)[number];

/** One line of a proposal, minor units; a positive amount raises what the account holds. */
export interface AdjustmentLine {
  account: Adjustable;
  amountMinor: number;
  currency: Currency;
}

/** What entries say moved the provider's balance, in one currency. */
export type Move = Pick<LedgerMovement, 'currency' | 'amountMinor' | 'feeMinor'>;

/** An adjustment that stands: which entries it is, and how they move what the ledger says of the object. */
export interface StandingAdjustment {
  adjustmentId: string;
  entryIds: string[];
  moves: Move[];
}

type Found = Pick<ReconciledObject, 'outcome' | 'explanation' | 'provider' | 'ledger'>;

/** What the provider moved beyond what the ledger says, its adjustments included: one move per currency, nothing when both agree. */
export function remainingOf(
  { provider, ledger }: Pick<Found, 'provider' | 'ledger'>,
  standing: readonly Move[],
): Move[] {
  const left = new Map<Currency, Move>();
  const add = ({ currency, amountMinor, feeMinor }: Move, sign: 1 | -1) => {
    const known = left.get(currency) ?? { currency, amountMinor: 0, feeMinor: 0 };
    left.set(currency, {
      currency,
      amountMinor: known.amountMinor + sign * amountMinor,
      feeMinor: known.feeMinor + sign * feeMinor,
    });
  };
  if (provider) add(provider, 1);
  for (const move of ledger ? [ledger, ...standing] : standing) add(move, -1);
  return [...left.values()].filter(({ amountMinor, feeMinor }) => amountMinor !== 0 || feeMinor !== 0);
}

/** What is said of an object with the adjustments that stand for it: explained while they make up for exactly what differs. */
export function outcomeWith(
  found: Found,
  standing: readonly StandingAdjustment[],
): { outcome: 'explained' | 'unexplained'; explanation: string } {
  const { outcome, explanation } = found;
  if (standing.length === 0)
    return outcome === 'matched'
      ? { outcome: 'explained', explanation: 'Both sides agree by now.' }
      : { outcome, explanation };
  const ids = standing.flatMap(({ entryIds }) => entryIds).join(', ');
  const moves = standing.flatMap((one) => one.moves);
  if (remainingOf(found, moves).length === 0)
    return {
      outcome: 'explained',
      explanation: `${explanation} Made up for by ${ids}, which two people stand behind.`,
    };
  const why =
    outcome === 'matched'
      ? 'Both sides agree by themselves by now'
      : `${explanation} An adjustment stands, and something else differs by now`;
  return { outcome: 'unexplained', explanation: `${why}: reverse ${ids}.` };
}

/** The entries that lines come to, one per currency and each balanced; refuses lines that do not add up. */
export function planAdjustment(
  lines: readonly AdjustmentLine[],
  workspaceId: string,
  entryIds: readonly string[],
): LedgerEntry[] | Refused<'adjustment_unbalanced'> {
  const byCurrency = new Map<Currency, LedgerLine[]>();
  for (const { account, amountMinor, currency } of lines) {
    const name = account === 'credit' ? accounts.credit(workspaceId) : account;
    byCurrency.set(currency, [...(byCurrency.get(currency) ?? []), { account: name, amountMinor }]);
  }
  for (const [currency, of] of byCurrency) {
    const sum = of.reduce((total, { amountMinor }) => total + amountMinor, 0);
    if (sum !== 0 || of.length < 2)
      return refuse(
        'adjustment_unbalanced',
        sum === 0
          ? `The lines in ${currency} are fewer than two: what leaves one account has to arrive in another.`
          : `The lines in ${currency} add up to ${sum} minor units: add a line of ${-sum}.`,
      );
  }
  return [...byCurrency].map(([currency, of], index) =>
    balanced({ entryId: String(entryIds[index]), kind: 'adjustment', currency, lines: of }),
  );
}

/** How entries of one adjustment move what the ledger says of an object at the provider. */
export function movesOf(entries: readonly LedgerEntry[]): Move[] {
  return entries.map(({ currency, lines }) => ({ currency, ...movesOfLines(lines) }));
}

/** Whether lines make up for exactly what an object differs by; refuses, saying what would be left. */
export function decideExplains(
  found: Pick<Found, 'provider' | 'ledger'>,
  moves: readonly Move[],
): { explains: true } | Refused<'adjustment_does_not_explain'> {
  const left = remainingOf(found, moves);
  if (left.length === 0) return { explains: true };
  const parts = left.map(({ currency, amountMinor, feeMinor }) => `${amountMinor} ${currency} (fee ${feeMinor})`);
  return refuse(
    'adjustment_does_not_explain',
    `With these lines the provider would still have moved ${parts.join(' and ')} minor units more than the ledger says. A line on clearing or providerFees changes that by its opposite.`,
  );
}

/** Lines that undo others. */
export function reversed(lines: readonly AdjustmentLine[]): AdjustmentLine[] {
  return lines.map((line) => ({ ...line, amountMinor: -line.amountMinor }));
}

/** An adjustment as its decisions need it. */
export interface ProposedAdjustment {
  state: (typeof NOTED_STATES)[number];
  proposedBy: KnownPerson;
  expiresAtMs: number;
}

/** The state of an adjustment at an instant: nobody need write down that its time is over. */
export function stateAt({ state, expiresAtMs }: ProposedAdjustment, nowMs: number): AdjustmentState {
  return state === 'proposed' && expiresAtMs <= nowMs ? 'expired' : state;
}

type Closed = Refused<'adjustment_closed'>;

function closedAt(adjustment: ProposedAdjustment, nowMs: number): Closed | undefined {
  const state = stateAt(adjustment, nowMs);
  if (state === 'proposed') return undefined;
  return refuse(
    'adjustment_closed',
    state === 'expired'
      ? 'Nobody answered it in time: propose it again.'
      : `It is ${state} already; nothing more can be said about it.`,
  );
}

/** Whether somebody may answer an adjustment: it is open, and somebody else proposed it. */
export function decideMayAnswer(
  adjustment: ProposedAdjustment,
  answerer: KnownPerson,
  nowMs: number,
): { mayAnswer: true } | Closed | Refused<'same_person'> {
  const closed = closedAt(adjustment, nowMs);
  if (closed) return closed;
  if (isSamePerson(adjustment.proposedBy, answerer))
    return refuse(
      'same_person',
      'You proposed this, by this account or by another one of yours, so another admin has to answer.',
    );
  return { mayAnswer: true };
}

/** Whether somebody may take an adjustment back: it is open, and they proposed it. */
export function decideMayWithdraw(
  adjustment: ProposedAdjustment,
  userId: string,
  nowMs: number,
): { mayWithdraw: true } | Closed | Refused<'not_your_request'> {
  const closed = closedAt(adjustment, nowMs);
  if (closed) return closed;
  if (adjustment.proposedBy.userId !== userId)
    return refuse('not_your_request', 'Another admin proposed this; you can decline it.');
  return { mayWithdraw: true };
}
