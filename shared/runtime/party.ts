import { Failure } from '#contract/failure.ts';
import type { Side, SideAct } from '#domain/offer.ts';
import type { Caller, InfluencerActor, KeyActor, MemberActor } from './actor.ts';

/** One of the two sides of a deal: the brand's workspace or the influencer. */
export type Party = MemberActor | KeyActor | InfluencerActor;

/** The caller as a side of a deal; throws not_allowed for people of the platform and those without a workspace. */
export function partyOf(caller: Caller): Party {
  if (caller.kind === 'staff' || caller.kind === 'guest') throw new Failure('not_allowed');
  return caller;
}

export function sideOf(party: Party): Side {
  return party.kind === 'influencer' ? 'influencer' : 'brand';
}

/** The id under which a party keeps what is its own. */
export function holderOf(party: Party): string {
  return party.kind === 'influencer' ? party.influencerId : party.workspaceId;
}

/** What a party does for its side now; throws key_not_accepted for keys, since what binds a side is done by a person. */
export function actOf(party: Party, nowIso: string): SideAct {
  if (party.kind === 'key') throw new Failure('key_not_accepted');
  return { side: sideOf(party), userId: party.userId, at: nowIso };
}
