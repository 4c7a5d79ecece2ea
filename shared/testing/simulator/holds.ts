import { type HeldPart, type HoldItem, Holds } from '#data/hold.ts';
import { partsOf } from '#domain/hold-parts.ts';
import { testInfluencer } from '../call.ts';
import { countedId } from '../ids.ts';
import type { World } from './world.ts';

/** The money of every contract, as it is stored now. */
export function holdsOf(world: World): HoldItem[] {
  return world.items('hold').map((item) => Holds.parse(item));
}

/** The same of one contract. */
export function holdOf(world: World, contractId: string): HoldItem | undefined {
  return holdsOf(world).find((hold) => hold.contractId === contractId);
}

/** Every part of every contract's money. */
export const partsIn = (world: World): HeldPart[] => holdsOf(world).flatMap((hold) => partsOf(hold));

/** The influencer of an id, as they ask. */
export function influencerBy(influencerId: unknown) {
  return testInfluencer(countOf(influencerId));
}

/** The count that the id of an influencer was made of. */
export function countOf(influencerId: unknown): number {
  return 1 + Array.from({ length: 9 }, (_, index) => countedId('influencer', index + 1)).indexOf(String(influencerId));
}
