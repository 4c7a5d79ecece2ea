import type { ContractItem } from '#data/contract.ts';
import type { DeedOwner } from '#data/deed.ts';
import { partitions } from '#data/keys.ts';
import type { Side, SideAct } from '#domain/offer.ts';
import type { Caller } from './actor.ts';
import { actOf, type Party, partyOf } from './party.ts';
import { deedOwnerOf } from './read-deeds.ts';

/** Who does something about the text of a contract now, and in whose partition it is read for them; throws for whom it is not. */
export function deedActorOf(caller: Caller, nowIso: string): { party: Party; act: SideAct; owner: DeedOwner } {
  const party = partyOf(caller);
  return { party, act: actOf(party, nowIso), owner: deedOwnerOf(party) };
}

/** What every event about the text of a contract has: `before` is the item whose version the event follows, `by` whose doing it is. */
export function aboutDeed(
  contract: Pick<ContractItem, 'contractId' | 'workspaceId' | 'campaignId' | 'influencerId' | 'campaignTitle'>,
  before: { version: number } | undefined,
  by: Side,
) {
  const { workspaceId, campaignId, influencerId, campaignTitle: title, contractId } = contract;
  return {
    aggregateId: contractId,
    seq: (before?.version ?? 0) + 1,
    partition: partitions.campaign(workspaceId, campaignId),
    data: { workspaceId, campaignId, influencerId, title, contractId, by },
  };
}
