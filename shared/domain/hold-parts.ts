import { chargeStep, smallestCharge } from './charge-limits.ts';
import type { HoldStatus } from './contract.ts';
import type { Currency } from './currencies.ts';
import { type Issue, type Refused, refuse } from './decision.ts';
import { type Money, money, split } from './money.ts';

/**
 * The money of a contract in parts. A contract with milestones has one part for each; a decision that gives some of a part to each side makes two of it. Every
 * part goes through the states of a hold by itself, with at most one transfer and one refund of the whole part, so that a partial release or a partial refund is
 * never anything but the release or refund of a part: what is given out is what the part has, and no part is given out twice.
 *
 * A hold without `parts` is its only part. All parts share the contract's accounts and chain in the ledger.
 */
export interface PartState {
  /** The milestone it pays for, from 1 on. */
  milestone: number;
  priceMinor: number;
  feeMinor: number;
  /** What the brand is charged for it, where that is in another currency. */
  charged?: Money | undefined;
  status: HoldStatus;
  /** The payment that pays it in, once there is one. */
  paymentId: string | null;
  /** The day (UTC) on which all it is for is to be live. */
  dueOn?: string | undefined;
  heldUntil?: string | undefined;
}

/** A hold as it is stored: what it says of its money is what its parts say together. */
export interface PartedHold {
  contractId: string;
  currency: Currency;
  priceMinor: number;
  feeMinor: number;
  charged?: Money | undefined;
  status: HoldStatus;
  paymentId: string | null;
  dueOn?: string | undefined;
  heldUntil?: string | undefined;
  parts?: Readonly<Record<string, PartState>> | undefined;
}

/** One part as if it were a hold of its own; `of` says whose part it is, and is absent where the hold is its only part. */
export type PartOf<H extends PartedHold> = Omit<H, 'parts'> & { of?: { partId: string; whole: H } };

/** The only part of a hold without parts. */
export const ONLY_PART = '1';

/** What every part of a hold has in common with it. */
const SHARED = [
  'workspaceId',
  'campaignId',
  'contractId',
  'influencerId',
  'currency',
  'objectionHours',
  'ledger',
  'version',
] as const;
const isShared = (field: string) => (SHARED as readonly string[]).includes(field);

const pick = (value: object, wanted: (field: string) => boolean) =>
  Object.fromEntries(Object.entries(value).filter(([field, one]) => one !== undefined && wanted(field)));

/** The parts of a hold, in the order of their milestones. */
export function partsOf<H extends PartedHold>(hold: H): PartOf<H>[] {
  const { parts } = hold;
  if (!parts) return [hold];
  return Object.keys(parts)
    .sort(byMilestone)
    .map((partId) => narrow(hold, partId, parts[partId] as PartState));
}

/** `1` before `1-2` before `2` before `10`. */
function byMilestone(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function narrow<H extends PartedHold>(whole: H, partId: string, part: PartState): PartOf<H> {
  return { ...pick(whole, isShared), ...part, of: { partId, whole } } as unknown as PartOf<H>;
}

export function partIdOf(part: PartOf<PartedHold>): string {
  return part.of?.partId ?? ONLY_PART;
}

/** The milestone a part pays for. */
export function milestoneOf(part: PartOf<PartedHold>): number {
  return part.of ? (part as unknown as PartState).milestone : 1;
}

/** The milestone that a part pays for, where its contract has several. */
export function milestoneNamed(part: PartOf<PartedHold>): number | undefined {
  const all = new Set(Object.values(part.of?.whole.parts ?? {}).map(({ milestone }) => milestone));
  return all.size > 1 ? milestoneOf(part) : undefined;
}

/** The hold with one of its parts as given; a part that is the whole hold is it. */
export function foldPart<H extends PartedHold>(part: PartOf<H>): H {
  const { of, ...own } = part;
  if (!of) return own as unknown as H;
  const parts = { ...of.whole.parts, [of.partId]: pick(own, (field) => !isShared(field)) as unknown as PartState };
  return { ...of.whole, ...pick(own, isShared), ...summary(parts), parts } as H;
}

/** The hold after an edit of the parts for which there is one; `undefined` as a value removes a field. */
export function editParts<H extends PartedHold>(
  hold: H,
  edit: (part: PartOf<H>) => Partial<Record<keyof H, unknown>> | undefined,
): H {
  let after = hold;
  for (const partId of partsOf(hold).map((part) => partIdOf(part))) {
    const part = partsOf(after).find((one) => partIdOf(one) === partId) as PartOf<H>;
    const edited = edit(part);
    if (edited) after = foldPart({ ...part, ...edited } as PartOf<H>);
  }
  return after;
}

/** What a hold says of itself when it is in parts. */
function summary(parts: Readonly<Record<string, PartState>>) {
  const all = Object.keys(parts)
    .sort(byMilestone)
    .map((partId) => parts[partId] as PartState);
  const held = all.filter(({ status }) => HELD.includes(status));
  const said = (values: (string | undefined)[]) => values.filter((value) => value !== undefined).sort();
  return {
    priceMinor: all.reduce((total, { priceMinor }) => total + priceMinor, 0),
    feeMinor: all.reduce((total, { feeMinor }) => total + feeMinor, 0),
    status: statusOfParts(all.map(({ status }) => status)),
    paymentId: all.find(({ paymentId }) => paymentId !== null)?.paymentId ?? null,
    dueOn: said(all.map(({ dueOn }) => dueOn)).at(-1),
    heldUntil: said((held.length > 0 ? held : all).map(({ heldUntil }) => heldUntil))[0],
  };
}

/** A hold is held as long as one of its parts is; disputed only when nothing else of it is, since the others go on. */
const HELD: readonly HoldStatus[] = ['releasing', 'refunding', 'funded', 'disputed'];
const IN_ORDER: readonly HoldStatus[] = [...HELD, 'pending', 'unfunded', 'released', 'refunded', 'cancelled'];

/** Where money in several states is, in one word: what is moving or held comes first, then what is to be paid in, then what has left. */
export function statusOfParts(statuses: readonly HoldStatus[]): HoldStatus {
  return IN_ORDER.find((status) => statuses.includes(status)) ?? 'unfunded';
}

/** The parts of a hold that one payment pays in. */
export function partsOfPayment<H extends PartedHold>(hold: H, paymentId: string): PartOf<H>[] {
  return partsOf(hold).filter((part) => part.paymentId === paymentId);
}

/** A hold with the money of some of its parts only, for an entry of the ledger that is about them together. */
export function moneyOf<H extends PartedHold>(hold: H, parts: readonly PartOf<H>[]): H {
  return {
    ...hold,
    priceMinor: parts.reduce((total, { priceMinor }) => total + priceMinor, 0),
    feeMinor: parts.reduce((total, { feeMinor }) => total + feeMinor, 0),
  };
}

/** A fee, or a charge, over the parts it is for, by largest remainder in steps the provider can move; the parts sum to it. */
export function splitOver(amountMinor: number, currency: Currency, pricesMinor: readonly number[]): number[] {
  const step = amountMinor % chargeStep(currency) === 0 ? chargeStep(currency) : 1;
  return split(money(amountMinor / step, currency), pricesMinor).map((part) => part.amountMinor * step);
}

/**
 * What keeps a part from being cut in two at an amount, at `path`; nothing when it may be. Less than the smallest charge may come to nothing in the
 * currency it was charged or is paid out in, and could never be moved.
 */
export function issuesOfCut(
  part: Pick<PartedHold, 'priceMinor' | 'currency'>,
  keptMinor: number,
  path: string,
): Issue[] {
  const { priceMinor, currency } = part;
  const [least, step] = [smallestCharge(currency), chargeStep(currency)];
  if (!Number.isSafeInteger(keptMinor)) return [{ path, message: 'must be a whole number of minor units' }];
  if (priceMinor < 2 * least)
    return [
      { path, message: `must be all or nothing: halves of ${priceMinor} are too small to be moved in ${currency}` },
    ];
  if (keptMinor < least || keptMinor > priceMinor - least)
    return [
      {
        path,
        message: `must be from ${least} to ${priceMinor - least}: less than ${least} ${currency} cannot be moved`,
      },
    ];
  if (keptMinor % step !== 0) return [{ path, message: `must be a multiple of ${step} in ${currency}` }];
  return [];
}

/**
 * Cuts a held part in two: the first keeps its id and `keptMinor` of the price, the other one has the rest. The fee is shared by largest remainder, so that
 * price and fee of both sum to what the part had. Nothing moves by it; each is released or refunded as a whole afterwards. Refuses a part whose money is on
 * its way, gone or not there yet, and an amount that leaves one side nothing; throws for a part the hold does not have.
 */
export function cutPart<H extends PartedHold>(
  hold: H,
  partId: string,
  keptMinor: number,
):
  | { hold: H; restId: string }
  | Refused<'release_not_ready' | 'contract_not_funded' | 'already_released' | 'validation_failed'> {
  const part = partOrThrow(hold, partId);
  const { status, priceMinor } = part;
  if (status === 'unfunded' || status === 'pending') return refuse('contract_not_funded');
  if (status === 'released' || status === 'refunded') return refuse('already_released', `The money is ${status}.`);
  if (status !== 'funded' && status !== 'disputed')
    return refuse('release_not_ready', `The money is ${status}; wait for the outcome.`);
  const issues = issuesOfCut(part, keptMinor, 'amountMinor');
  if (issues.length > 0) return refuse('validation_failed', undefined, issues);
  return inTwo(hold, part, keptMinor, cutCharge(part.charged, [keptMinor, priceMinor - keptMinor]));
}

/** What went back of a part already, whatever its state: of its price, and of what was charged for it; minor units. */
interface GoneBack {
  backMinor: number;
  chargedMinor: number;
}

/** Cuts what went back of a part off it, as a part with an id of its own; throws where that is nothing or all of it, and for a part the hold does not have. */
export function cutOff<H extends PartedHold>(
  hold: H,
  partId: string,
  { backMinor, chargedMinor }: GoneBack,
): { hold: H; restId: string } {
  const part = partOrThrow(hold, partId);
  const { priceMinor, charged } = part;
  if (backMinor <= 0 || backMinor >= priceMinor)
    throw new Error(`${backMinor} of ${priceMinor} cannot be cut off part ${partId} of ${hold.contractId}.`);
  const chargesMinor = charged ? [charged.amountMinor - chargedMinor, chargedMinor] : [];
  const charges = chargesMinor.map((minor) => ({ charged: money(minor, charged?.currency ?? hold.currency) }));
  return inTwo(hold, part, priceMinor - backMinor, charges);
}

function partOrThrow<H extends PartedHold>(hold: H, partId: string): PartOf<H> {
  const part = partsOf(hold).find((one) => partIdOf(one) === partId);
  if (!part) throw new Error(`The hold of ${hold.contractId} has no part ${partId}.`);
  return part;
}

/** A part as two, which share its fee by largest remainder and have the charges given. */
function inTwo<H extends PartedHold>(
  hold: H,
  part: PartOf<H>,
  keptMinor: number,
  [keptCharge, restCharge]: { charged?: Money }[],
): { hold: H; restId: string } {
  const { priceMinor, feeMinor, currency } = part;
  const restMinor = priceMinor - keptMinor;
  const [keptFee = 0, restFee = 0] = splitOver(feeMinor, currency, [keptMinor, restMinor]);
  const milestone = milestoneOf(part);
  const taken = Object.keys(hold.parts ?? { [ONLY_PART]: part });
  let count = 2;
  while (taken.includes(`${milestone}-${count}`)) count += 1;
  const restId = `${milestone}-${count}`;
  const { of: _of, ...own } = part;
  const state = { ...pick(own, (field) => !isShared(field)), milestone } as unknown as PartState;
  const parts = {
    ...hold.parts,
    [partIdOf(part)]: { ...state, priceMinor: keptMinor, feeMinor: keptFee, ...keptCharge },
    [restId]: { ...state, priceMinor: restMinor, feeMinor: restFee, ...restCharge },
  };
  return { hold: { ...hold, ...summary(parts), parts } as H, restId };
}

/** What the brand was charged for a part, over what it is cut into. */
function cutCharge(charged: Money | undefined, pricesMinor: readonly number[]): { charged?: Money }[] {
  if (!charged) return [];
  const { amountMinor, currency } = charged;
  return splitOver(amountMinor, currency, pricesMinor).map((minor) => ({ charged: money(minor, currency) }));
}
