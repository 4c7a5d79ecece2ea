import { type DeedItem, type DeedOwner, listDeeds } from '#data/deed.ts';
import { findOne } from '#data/read.ts';
import { deedOfOlder } from '#domain/deed.ts';
import { sha256Hex } from './hash.ts';
import type { Party } from './party.ts';
import { contractOf } from './party-refs.ts';

/** In whose partition a party's versions of contracts lie. */
export function deedOwnerOf(party: Party): DeedOwner {
  return party.kind === 'influencer' ? { influencerId: party.influencerId } : { workspaceId: party.workspaceId };
}

/** Every version of a party's contract, oldest first; one from before versions were kept has its first as it would have been. Undefined for a contract that the party does not have. */
export async function readDeeds(
  party: Party,
  contractId: string,
): Promise<readonly Omit<DeedItem, 'version'>[] | undefined> {
  const deeds = await listDeeds(deedOwnerOf(party), contractId);
  if (deeds.length > 0) return deeds;
  const older = await findOne(contractOf(party, contractId));
  return older && [deedOfOlder(older, sha256Hex)];
}

/** The version that was asked for, or the newest. */
export function deedAmong<T extends { number: number }>(
  deeds: readonly T[] | undefined,
  version: number | undefined,
): T | undefined {
  return version === undefined ? deeds?.at(-1) : deeds?.find(({ number }) => number === version);
}
