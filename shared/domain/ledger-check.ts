import { isWithinBound, kindOf } from './accounts.ts';
import { type LedgerEntry, problemOf } from './ledger.ts';
import { type ChainHead, type ChainLink, type Hash, isSealed, type Sealed } from './ledger-chain.ts';

/** An entry as it is stored: sealed, with everything its checksum covers. */
export type StoredEntry = LedgerEntry & Sealed;

/** One thing that is wrong with a ledger. */
export interface LedgerProblem {
  /** The entry that is wrong or missing; null when a projection differs from sound entries. */
  entryId: string | null;
  /** The account or projection that differs; null when an entry is wrong by itself. */
  account: string | null;
  /** In words, to be read after the name of the entry or account. */
  problem: string;
}

/** Every chain with the head that its hold or payment names; undefined where it names none. */
export type Heads = ReadonlyMap<string, ChainHead | undefined>;

/**
 * What is wrong with entries, the first bad one first, in the order of the ledger: changed since it was written, out of balance, there twice, missing,
 * out of its chain, or taking from an account what it does not have. Entries may come in any order; `unreadable` are ids of those that cannot be read.
 */
export function checkEntries(
  entries: readonly StoredEntry[],
  heads: Heads,
  hash: Hash,
  unreadable: readonly string[] = [],
): LedgerProblem[] {
  const inOrder = [...entries].sort((a, b) => (a.entryId < b.entryId ? -1 : 1));
  const sound = new Map<string, StoredEntry>();
  const met = new Set(unreadable);
  const problems = unreadable.map((entryId) => about(entryId, 'cannot be read'));
  for (const entry of inOrder) {
    const problem = met.has(entry.entryId) ? 'is in the ledger twice' : problemOfStored(entry, hash);
    if (problem) problems.push(about(entry.entryId, problem));
    else sound.set(entry.entryId, entry);
    met.add(entry.entryId);
  }
  const chains = new Set([...heads.keys(), ...[...sound.values()].flatMap(({ links }) => links.map(chainOf))]);
  for (const chain of chains) problems.push(...checkChain(chain, { sound, met, head: heads.get(chain) }));
  // An entry is named once, with the first thing that is wrong with it.
  const named = new Map([...problems].reverse().map((problem) => [problem.entryId, problem]));
  return [...named.values()].sort((a, b) => (String(a.entryId) < String(b.entryId) ? -1 : 1));
}

const chainOf = ({ chain }: { chain: string }) => chain;

function about(entryId: string, problem: string): LedgerProblem {
  return { entryId, account: null, problem };
}

function problemOfStored(entry: StoredEntry, hash: Hash): string | undefined {
  if (!isSealed(entry, hash)) return 'does not say what it was written with';
  return entry.links.length === 0 ? 'is in no chain' : problemOf(entry);
}

interface ChainFacts {
  /** Entries that are as they were written, by id. */
  sound: ReadonlyMap<string, StoredEntry>;
  /** Every id there is an entry of, sound or not. */
  met: ReadonlySet<string>;
  head: ChainHead | undefined;
}

interface Linked {
  entry: StoredEntry;
  link: ChainLink;
}

/** Follows one chain back from its head: each entry is what the one after it names, and what nobody names is not of the chain. */
function checkChain(chain: string, { sound, met, head }: ChainFacts): LedgerProblem[] {
  const linked = [...sound.values()]
    .flatMap((entry) => entry.links.filter((link) => link.chain === chain).map((link) => ({ entry, link })))
    .sort((a, b) => b.link.seq - a.link.seq);
  const problems: LedgerProblem[] = [];
  const followed: Linked[] = [];
  let wanted: ChainHead | undefined = head;
  let namedBy = chain;
  while (wanted) {
    const { seq, entryId, checksum }: ChainHead = wanted;
    if (!met.has(entryId)) problems.push(about(entryId, `is missing from the ledger: ${namedBy} names it`));
    const found = linked.find((one) => one.entry.entryId === entryId);
    if (found && found.entry.checksum !== checksum)
      problems.push(about(entryId, `is not what ${namedBy} names: it was sealed anew`));
    else if (found && found.link.seq !== seq) problems.push(about(entryId, `has another place than ${namedBy} names`));
    // Where an entry is missing or broken, the chain is taken up again at the one before it.
    const one = found ?? linked.find(({ link }) => link.seq < seq);
    if (!one || followed.includes(one)) break;
    followed.push(one);
    namedBy = one.entry.entryId;
    wanted = one.link.after ? { ...one.link.after, seq: one.link.seq - 1 } : undefined;
  }
  for (const one of linked)
    if (!followed.includes(one)) problems.push(about(one.entry.entryId, `is not in the chain of ${chain}`));
  const isWhole = problems.length === 0 && followed.length === (head?.seq ?? 0);
  if (!isWhole) return problems;
  return checkBounds(
    chain,
    followed.reverse().map(({ entry }) => entry),
  );
}

/** The first entry of a chain that takes from an account of its contract what the contract has not put there. */
function checkBounds(chain: string, entries: readonly StoredEntry[]): LedgerProblem[] {
  const balances = new Map<string, number>();
  for (const { entryId, lines, currency } of entries) {
    const own = lines.filter(({ contractId, account }) => contractId === chain && isOfContract(account));
    // An account may hold several currencies; what there is of one does not make up for another.
    const name = (account: string) => `${currency} ${account}`;
    for (const { account, amountMinor } of own)
      balances.set(name(account), (balances.get(name(account)) ?? 0) + amountMinor);
    const held = (account: string) => balances.get(name(account)) ?? 0;
    const beyond = own.find(({ account }) => !isWithinBound(account, held(account)));
    if (beyond) return [about(entryId, `takes ${beyond.account} to ${held(beyond.account)}, which it may not have`)];
  }
  return [];
}

/** Whether the lines about one contract alone keep an account within its bound. */
function isOfContract(account: string): boolean {
  const scope = kindOf(account)?.scope;
  return scope === 'contract' || scope === 'influencer';
}
