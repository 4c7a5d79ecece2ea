import { isDeepStrictEqual } from 'node:util';
import { type BudgetItem, Budgets } from '#data/budget.ts';
import type { ClawBackItem } from '#data/claw-back.ts';
import { Contracts, progressOf } from '#data/contract.ts';
import { DisputeEntries, Disputes } from '#data/dispute.ts';
import type { Entity } from '#data/entity.ts';
import { type HoldItem, Holds } from '#data/hold.ts';
import { LedgerEntries, LedgerShares } from '#data/ledger.ts';
import { Payments } from '#data/payment.ts';
import { kindOf } from '#domain/accounts.ts';
import type { HoldStatus } from '#domain/contract.ts';
import { type DisputePhase, firstBrokenEntry } from '#domain/dispute.ts';
import { milestoneOf, partIdOf, partsOf } from '#domain/hold-parts.ts';
import { balancesOf, type LedgerEntry, netOf, problemOf } from '#domain/ledger.ts';
import type { LedgerProblem } from '#domain/ledger-check.ts';
import { checkMoney } from '#domain/money-check.ts';
import { objectionHoursOf } from '#domain/objection.ts';
import type { PaymentStatus } from '#domain/payment.ts';
import { sha256Hex } from '#runtime/hash.ts';
import type { Cloud } from './cloud.ts';
import { reactionsTo } from './product.ts';
import type { SimulatedProvider } from './provider.ts';
import type { Item, Written } from './table.ts';

/** Something that must always hold does not. */
export class Broken extends Error {
  override readonly name = 'Broken';
  readonly invariant: string;
  constructor(invariant: string, what: string) {
    super(`${invariant}: ${what}`);
    this.invariant = invariant;
  }
}

/** Where the money of a contract may go from each state; staying is always allowed. */
const HOLD_MOVES: Record<HoldStatus, readonly HoldStatus[]> = {
  unfunded: ['pending', 'funded', 'cancelled'],
  pending: ['funded', 'unfunded'],
  funded: ['releasing', 'refunding', 'disputed', 'refunded'],
  disputed: ['funded', 'refunded'],
  releasing: ['released', 'funded', 'disputed', 'refunded'],
  refunding: ['refunded', 'funded', 'disputed'],
  refunded: ['funded', 'disputed'],
  released: [],
  cancelled: [],
};

const PAYMENT_MOVES: Record<PaymentStatus, readonly PaymentStatus[]> = {
  pending: ['failed', 'canceled', 'funded'],
  failed: ['pending', 'canceled', 'funded'],
  canceled: ['funded'],
  funded: [],
};

const DISPUTE_MOVES: Record<DisputePhase, readonly DisputePhase[]> = {
  awaiting_answer: ['discussion', 'with_staff', 'decided', 'closed'],
  discussion: ['with_staff', 'decided', 'closed'],
  with_staff: ['decided', 'closed'],
  decided: ['discussion', 'closed'],
  closed: [],
};

const CLAW_BACK_MOVES = {
  proposed: ['open', 'dismissed'],
  open: ['settled', 'dismissed'],
  settled: [],
  dismissed: ['open'],
};

/** What never changes and never goes once it is written. */
const APPEND_ONLY = new Set([
  'ledger_entry',
  'ledger_share',
  'event',
  'chain_link',
  'dispute_entry',
  'dispute_entry_copy',
]);
/** What may go from a record: its place in the outbox when it is published, and what is personal with the salt that sealed it. What may come: its place in the audit log. */
const MAY_GO = ['gsi3pk', 'gsi3sk', 'source', 'changes', 'salt'];
const MAY_COME = ['chain'];
const SECRET = /whsec_|sk_test_|_secret_/;

/** Looks at what one commit has written; throws Broken. */
export function checkWritten(written: readonly Written[]): void {
  for (const { before, after } of written) {
    const kind = String((after ?? before)?._et);
    if (APPEND_ONLY.has(kind) && before) checkKept(before, after);
    if (!after) continue;
    if (SECRET.test(JSON.stringify(after))) throw new Broken('I14', `A secret is written in ${after.pk}.`);
    checkWhole(after);
    if (kind === 'hold') checkHold(before, after);
    if (kind === 'payment') checkMove('payment', PAYMENT_MOVES, before, after);
    if (kind === 'dispute') checkMove('dispute', DISPUTE_MOVES, before, after, 'phase');
    if (kind === 'claw_back') checkMove('claw-back', CLAW_BACK_MOVES, before, after);
    if (kind === 'budget') checkBudget(after as unknown as BudgetItem);
    if (kind === 'ledger_entry') {
      const problem = problemOf(after as unknown as LedgerEntry);
      if (problem) throw new Broken('I1', `The entry ${after.entryId} ${problem}.`);
    }
  }
  checkEntriesHaveEvent(written);
  checkDivision(written);
}

function checkKept(before: Item, after: Item | undefined): void {
  const isGone = (name: string) => MAY_GO.includes(name) && (after?.[name] ?? null) === null;
  const [kept, now] = [{ ...before }, { ...after }];
  for (const name of Object.keys({ ...before, ...after }))
    if (isGone(name) || (MAY_COME.includes(name) && before[name] === undefined)) {
      delete kept[name];
      delete now[name];
    }
  if (!after || !isDeepStrictEqual(kept, now))
    throw new Broken('I12', `What was recorded as ${before.pk} ${before.sk} has been changed.`);
}

/** Every amount is a whole number of minor units. */
function checkWhole(value: unknown, name = ''): void {
  if (typeof value === 'object' && value !== null) {
    for (const [key, of] of Object.entries(value)) checkWhole(of, key);
    return;
  }
  if (name.endsWith('Minor') && value !== null && !Number.isSafeInteger(value))
    throw new Broken('I11', `${name} is ${String(value)}.`);
}

function checkMove(
  what: string,
  moves: Record<string, readonly string[]>,
  before: Item | undefined,
  after: Item,
  name = 'status',
): void {
  const [from, to] = [before?.[name], after[name]];
  if (from === undefined || from === to || moves[String(from)]?.includes(String(to))) return;
  throw new Broken('I7', `A ${what} went from ${String(from)} to ${String(to)}.`);
}

function checkHold(before: Item | undefined, after: Item): void {
  // What a hold in parts says of itself is what its parts say together; each part has its own way.
  const partsAt = (item: Item | undefined) => (item?.parts ?? (item ? { 1: item } : {})) as Record<string, Item>;
  for (const [partId, part] of Object.entries(partsAt(after))) checkPart(partsAt(before)[partId], part);
  if (before && Number(after.version) <= Number(before.version))
    throw new Broken('I7', `The hold of ${String(after.contractId)} was changed without a new version.`);
}

/** Each part goes its own way, and nothing sets out that the two sides are at odds about. */
function checkPart(before: Item | undefined, after: Item): void {
  checkMove('hold', HOLD_MOVES, before, after);
  const isLeaving = after.status === 'releasing' || after.status === 'refunding';
  if (isLeaving && before?.status !== after.status && (before?.partyDisputeId ?? after.partyDisputeId))
    throw new Broken('I7', `Money in the dispute ${String(after.partyDisputeId)} is ${String(after.status)}.`);
}

/** Nothing is paid out before the time to object is over that was agreed on, unless people decided; `nowMs` by the clock that is ahead most. */
export function checkObjections(written: readonly Written[], items: readonly Item[], nowMs: number): void {
  for (const { before, after } of written) {
    if (!before || after?._et !== 'hold') continue;
    const left = partsOf(after as unknown as HoldItem).filter(
      ({ status, verdict }) => status === 'releasing' && !verdict,
    );
    const was = new Map(partsOf(before as unknown as HoldItem).map((part) => [partIdOf(part), part.status]));
    for (const part of left) {
      if (was.get(partIdOf(part)) === 'releasing') continue;
      const contract = items.find(({ _et, contractId }) => _et === 'contract' && contractId === part.contractId);
      const { terms, ...rest } = Contracts.main.parse(contract ?? {});
      const { lastLiveAt } = progressOf({ terms, ...rest }, milestoneOf(part));
      const endsAtMs = Date.parse(String(lastLiveAt)) + objectionHoursOf(terms) * 3_600_000;
      if (!(endsAtMs <= nowMs))
        throw new Broken('I7', `The money of ${part.contractId} left before the time to object was over.`);
    }
  }
}

/** What is decided on a dispute is what becomes of the money it froze, to the smallest unit. */
function checkDivision(written: readonly Written[]): void {
  const closed = written.find(
    ({ before, after }) =>
      after?._et === 'dispute' && before && before.phase !== after.phase && after.phase === 'closed',
  );
  const hold = written.find(({ after }) => after?._et === 'hold');
  if (!closed?.after || !hold?.before || !hold.after) return;
  const { outcome, disputeId } = Disputes.main.parse(closed.after);
  const isDecided = outcome?.by === 'agreement' || outcome?.by === 'staff';
  const freed = partsOf(Holds.parse(hold.after)).filter(({ verdict, partyDisputeId }) => verdict && !partyDisputeId);
  const known = new Set(partsOf(Holds.parse(hold.before)).flatMap((part) => (part.verdict ? [partIdOf(part)] : [])));
  const sumOf = (wanted: string) =>
    sum(freed.flatMap((part) => (part.verdict === wanted && !known.has(partIdOf(part)) ? [part.priceMinor] : [])));
  if (isDecided && (sumOf('release') !== outcome.influencerMinor || sumOf('refund') !== outcome.brandMinor))
    throw new Broken(
      'I3',
      `The dispute ${disputeId} gives ${outcome.influencerMinor} and ${outcome.brandMinor}, its money goes ${sumOf('release')} and ${sumOf('refund')}.`,
    );
}

/** Never more promised than there is, and never more out than came in. */
function checkBudget(budget: BudgetItem): void {
  const { totalMinor, committedMinor, remainingMinor, fundedMinor, releasedMinor, refundedMinor, feesMinor } = budget;
  if (committedMinor > totalMinor || remainingMinor !== totalMinor - committedMinor)
    throw new Broken('I3', `${committedMinor} of ${totalMinor} are committed, ${remainingMinor} remain.`);
  if (fundedMinor > committedMinor) throw new Broken('I3', `${fundedMinor} are funded of ${committedMinor}.`);
  if (releasedMinor + refundedMinor + feesMinor > fundedMinor)
    throw new Broken('I3', `Of ${fundedMinor} went out ${releasedMinor} + ${refundedMinor} + ${feesMinor}.`);
}

/** Money that moves says by which event, and the event is of the same commit or was there before. */
function checkEntriesHaveEvent(written: readonly Written[]): void {
  const isMoved = written.some(({ after }) => after?._et === 'ledger_entry');
  if (!isMoved) return;
  const names = written.flatMap(({ after }) => (after?._et === 'ledger_entry' ? [String(after.eventId ?? '')] : []));
  if (names.some((name) => name === '')) throw new Broken('I6', 'An entry names no event.');
}

/** Looks at the provider's side after a call: nothing is paid twice, taken twice or taken back twice; throws Broken. */
export function checkProvider({ state, defects }: SimulatedProvider, items: readonly Item[]): void {
  if (defects.length > 0) throw new Error(`The provider's stand-in has a defect: ${defects[0]}`);
  const holds = new Map(itemsOf(items, 'hold').map((hold) => [String(hold.contractId), hold as unknown as HoldItem]));
  const orders = itemsOf(items, 'claw_back') as unknown as ClawBackItem[];
  const [sent, paid] = [new Map<string, number>(), new Map<string, number>()];
  const seen = new Set<string>();
  const once = (name: string) => {
    if (seen.has(name)) throw new Broken('I4', `There are two: ${name}.`);
    seen.add(name);
  };
  for (const { object, account } of state.all('transfer')) {
    if (account !== null) continue;
    const { entryId, contractId = '', part = '' } = object.metadata;
    once(`transfer of the entry ${entryId}`);
    once(`transfer of ${contractId} ${part}`);
    add(paid, contractId, object.amount);
    add(sent, contractId, object.amount - object.amount_reversed);
    const ordered = sum(orders.flatMap((order) => (order.transferId === object.id ? [order.amountMinor] : [])));
    if (ordered > object.amount)
      throw new Broken('I4', `${ordered} of ${object.id} are to be taken back, ${object.amount} were sent.`);
    if (object.amount_reversed > ordered)
      throw new Broken('I4', `${object.amount_reversed} of ${object.id} were taken back, ${ordered} were ordered.`);
  }
  for (const { object } of state.all('refund')) {
    const { entryId, contractId } = object.metadata ?? {};
    if (!contractId || object.status === 'failed' || object.status === 'canceled') continue;
    if (entryId) once(`refund of the entry ${entryId}`);
    // What was charged in another currency goes back in that one; the provider gives back no more than it took.
    if (object.currency === holds.get(contractId)?.currency.toLowerCase()) add(sent, contractId, object.amount);
  }
  for (const [contractId, amount] of sent) {
    const hold = holds.get(contractId);
    if (!hold || amount > hold.priceMinor || (paid.get(contractId) ?? 0) > mostPaid(hold))
      throw new Broken('I4', `${amount} were sent for ${contractId}, whose price is ${hold?.priceMinor}.`);
  }
  for (const { object } of state.all('payment_intent'))
    if (object.status === 'succeeded') once(`charge of ${object.metadata.paymentId}`);
}

function add(to: Map<string, number>, name: string, amount: number): void {
  to.set(name, (to.get(name) ?? 0) + amount);
}

/** The most that an influencer may be sent: the net, and where it is changed the platform may add its fee for the rate that was promised. */
function mostPaid(hold: HoldItem): number {
  return partsOf(hold).some(({ exchange }) => exchange) ? hold.priceMinor : netOf(hold);
}

const parsed = new WeakMap<Item, object>();

/** An item as the product reads it; stored items never change, so each is read once. */
function read<T extends object>(entity: Entity<T>, item: Item): T {
  const known = parsed.get(item) as T | undefined;
  const value = known ?? entity.parse(item);
  if (!known) parsed.set(item, value);
  return value;
}

function itemsOf(items: readonly Item[], kind: string): Item[] {
  return items.filter(({ _et }) => _et === kind);
}

/** Rebuilds every balance from the ledger and compares it with all that is shown; throws Broken. */
export function checkLedger(items: readonly Item[]): void {
  const problems = problemsOf(items);
  if (problems.length > 0) throw new Broken('I1 I2', JSON.stringify(problems.slice(0, 3)));
}

/** The ways in which a record may be damaged: what takes the place of an entry. */
const DAMAGES: readonly ((entry: Item) => Item[])[] = [
  (entry) => [{ ...entry, lines: changed(entry.lines as Item[]) }],
  () => [],
  (entry) => [entry, { ...entry }],
];

const changed = ([first, ...others]: Item[]): Item[] => [
  { ...first, amountMinor: Number(first?.amountMinor) + 1 },
  ...others,
];

/** Damages one record of the ledger, and looks whether the checker names it; throws Broken. `pick` chooses. */
export function checkDamageIsNamed(items: readonly Item[], pick: (count: number) => number): void {
  const entries = itemsOf(items, 'ledger_entry');
  const entry = entries[pick(entries.length)];
  const damage = DAMAGES[pick(DAMAGES.length)];
  if (!entry || !damage) return;
  const [first] = problemsOf(items.flatMap((item) => (item === entry ? damage(entry) : [item])));
  if (first?.entryId !== entry.entryId)
    throw new Broken(
      'F22',
      `The entry ${entry.entryId} was damaged, and the checker names ${first?.entryId ?? 'nothing'}.`,
    );
}

function problemsOf(items: readonly Item[]): LedgerProblem[] {
  const holds = itemsOf(items, 'hold').map((item) => read(Holds, item));
  const payments = itemsOf(items, 'payment').map((item) => read(Payments, item));
  const named = new Set(holds.flatMap((hold) => partsOf(hold).map(({ paymentId }) => paymentId)));
  const [budget] = itemsOf(items, 'budget').map((item) => read(Budgets, item));
  return checkMoney(
    {
      holds,
      // One that no hold names any more tells nothing.
      payments: payments.filter(({ paymentId }) => named.has(paymentId)),
      budget,
      entries: itemsOf(items, 'ledger_entry').map((item) => read(LedgerEntries, item)),
      unreadable: [],
      contracts: [Contracts.main, Contracts.copy].flatMap((entity) =>
        itemsOf(items, entity.name).map((item) => read(entity, item)),
      ),
      shares: itemsOf(items, 'ledger_share').map((item) => read(LedgerShares, item)),
    },
    sha256Hex,
  );
}

/** The ledger and the provider's balance agree to the cent in every currency; throws Broken. */
export async function checkAgainstProvider(provider: SimulatedProvider, items: readonly Item[]): Promise<void> {
  const entries = itemsOf(items, 'ledger_entry') as unknown as LedgerEntry[];
  const [inside, there] = [new Map<string, number>(), new Map<string, number>()];
  for (const { account, currency, amountMinor } of balancesOf(entries))
    if (!kindOf(account)?.outside) add(inside, currency.toLowerCase(), amountMinor);
  const { balance, residual } = await provider.control('GET', 'state');
  for (const { amount, currency } of [...balance.available, ...balance.pending]) add(there, currency, amount);
  for (const currency of new Set([...inside.keys(), ...there.keys()]))
    if ((inside.get(currency) ?? 0) !== (there.get(currency) ?? 0))
      throw new Broken(
        'I9',
        `The ledger has ${inside.get(currency) ?? 0} ${currency}, the provider ${there.get(currency) ?? 0}.`,
      );
  for (const [currency, left] of Object.entries(residual))
    if (left !== 0) throw new Error(`The provider's stand-in is out of balance by ${String(left)} ${currency}.`);
}

/** What was said and shown in disputes is as it was written, without gaps; throws Broken. */
export function checkDisputes(items: readonly Item[]): void {
  for (const item of itemsOf(items, 'dispute')) {
    const said = itemsOf(items, 'dispute_entry')
      .filter(({ disputeId }) => disputeId === item.disputeId)
      .map((entry) => DisputeEntries.main.parse(entry))
      .sort((one, other) => one.number - other.number);
    const broken = firstBrokenEntry(said, sha256Hex);
    if (broken !== undefined || said.length !== item.entryCount)
      throw new Broken(
        'I8',
        `The dispute ${item.disputeId} has ${said.length} entries; ${broken ?? 'one'} is not as it was.`,
      );
    if (item.phase !== 'closed') throw new Broken('I13', `The dispute ${item.disputeId} is still ${item.phase}.`);
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Every event has reached everybody who reacts to it, and nothing but what nobody can read is left over; throws Broken. */
export function checkEvents({ table, handled, deadLetters }: Cloud): void {
  for (const item of itemsOf(table.items(), 'event')) {
    if (item.gsi3pk !== undefined) throw new Broken('I6', `${item.type} ${item.eventId} is still in the outbox.`);
    for (const reaction of reactionsTo(item.type))
      if (!handled.get(String(item.eventId))?.has(reaction))
        throw new Broken('I6', `${item.type} ${item.eventId} was never handled by ${reaction}.`);
  }
  const [stuck] = deadLetters.filter(({ delivery }) => delivery.detail.eventId !== undefined);
  if (stuck) throw new Broken('I6', `${stuck.reaction} never handled ${stuck.delivery.detail.eventId}.`);
}

/** Where money may stay; what nobody has paid yet may also wait for ever. */
const OVER = new Set(['released', 'refunded', 'cancelled']);
const ENDS = new Set([...OVER, 'unfunded']);

/** Money that was held is with one side or the other; throws Broken. */
export function checkMoneyOver({ table }: Cloud, { state }: SimulatedProvider): void {
  const paid = new Set(
    state
      .all('payment_intent')
      .flatMap(({ object }) => (object.status === 'succeeded' ? [object.metadata.paymentId] : [])),
  );
  const holds = itemsOf(table.items(), 'hold') as unknown as HoldItem[];
  for (const { contractId, status, paymentId } of holds.flatMap((hold) => partsOf(hold)))
    if (!ENDS.has(status) && !(status === 'pending' && !paid.has(String(paymentId))))
      throw new Broken('I13', `The money of ${contractId} is still ${status}.`);
}

/** Every machine has ended but those of contracts that are not paid for in full, as they may be at any time; each of these has one. Throws Broken. */
export function checkMachines({ table, machines }: Cloud): void {
  const holds = itemsOf(table.items(), 'hold') as unknown as HoldItem[];
  const open = holds.filter((hold) => partsOf(hold).some(({ status }) => !OVER.has(status)));
  for (const [name, state] of machines.executions)
    if (state === 'running' && !open.some(({ contractId }) => name.startsWith(contractId)))
      throw new Broken('I13', `The execution ${name} still runs.`);
  for (const { contractId } of open) {
    const running = [...machines.executions].filter(
      ([name, state]) => state === 'running' && name.startsWith(contractId),
    );
    if (running.length > 1) throw new Broken('I5', `The release of ${contractId} has ${running.length} machines.`);
  }
}
