import { canonicalJson } from './canonical.ts';

/** The last entry of a chain, as the hold or payment that the chain belongs to keeps it. */
export interface ChainHead {
  /** How many entries the chain has. */
  seq: number;
  entryId: string;
  checksum: string;
}

/** The place of an entry in one chain. */
export interface ChainLink {
  /** The contract or payment whose chain it is. */
  chain: string;
  /** 1 for the first entry, without a gap. */
  seq: number;
  /** The entry before it. */
  after: { entryId: string; checksum: string } | null;
}

/** What makes an entry verifiable: its places, and a checksum over everything else that it says. */
export interface Sealed {
  entryId: string;
  links: ChainLink[];
  checksum: string;
}

/** SHA-256 of a text as hex; the domain computes none by itself. */
export type Hash = (text: string) => string;

/** The chains an entry is to be added to, each with its last entry so far. */
export type Chains = Readonly<Record<string, ChainHead | undefined>>;

/** An entry with its place in every chain that is named and its checksum; what it says may never change afterwards. */
export function sealEntry<E extends { entryId: string }>(entry: E, chains: Chains, hash: Hash): E & Sealed {
  const links = Object.entries(chains).map(([chain, head]) => ({
    chain,
    seq: (head?.seq ?? 0) + 1,
    after: head ? { entryId: head.entryId, checksum: head.checksum } : null,
  }));
  const linked = { ...entry, links };
  return { ...linked, checksum: hash(canonicalJson(linked)) };
}

/** The head of a chain after an entry that was sealed for it; throws for another chain's entry. */
export function headAfter({ entryId, checksum, links }: Sealed, chain: string): ChainHead {
  const link = links.find((one) => one.chain === chain);
  if (!link) throw new Error(`The ledger entry ${entryId} is not in the chain of ${chain}.`);
  return { seq: link.seq, entryId, checksum };
}

/** Whether an entry still says what it was sealed with. */
export function isSealed({ checksum, ...said }: Sealed, hash: Hash): boolean {
  return hash(canonicalJson(said)) === checksum;
}
