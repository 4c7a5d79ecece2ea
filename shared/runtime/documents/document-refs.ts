import { type ApplicationItem, applicationRef, ownApplicationRef } from '#data/application.ts';
import type { ContractItem } from '#data/contract.ts';
import { type DocumentItem, documentRef } from '#data/document.ts';
import type { Ref } from '#data/entity.ts';
import type { OfferItem } from '#data/offer.ts';
import { type Member, memberRef } from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { type AskedAccess, type DealOfDocument, maySee } from '#domain/document.ts';
import { holderOf, type Party } from '../party.ts';
import { contractOf, offerOf } from '../party-refs.ts';

/** A document as the party has it, so that one it does not see answers as a missing one. */
export function documentOf(party: Party, documentId: string): Ref<DocumentItem> {
  return documentRef(holderOf(party), documentId);
}

/** The document if whoever asks sees it; of a workspace's, not every member does. */
export function seenBy(party: Party, document: DocumentItem | undefined): DocumentItem | undefined {
  if (!document || party.kind === 'influencer') return document;
  return party.kind === 'member' && maySee(document, party) ? document : undefined;
}

/** Why a party may not change a document that was read; undefined when it may. */
export function refuseChange(party: Party, document: DocumentItem | undefined) {
  if (!document || !seenBy(party, document)) return refuse('not_found');
  if (document.kind !== 'file')
    return refuse('document_is_entry', `This entry leads to a ${document.kind}, which stays where it is kept.`);
  if (document.ownerId !== holderOf(party))
    return refuse('not_allowed', 'This document is the other side’s; only they change it.');
  return undefined;
}

type Deal = ApplicationItem | OfferItem | ContractItem;
export type AccessReads = Record<`deal${number}`, Ref<Deal> | undefined> &
  Record<`member${number}`, Ref<Member> | undefined>;
export type AccessState = Record<`deal${number}`, Deal | undefined> & Record<`member${number}`, Member | undefined>;

/** Where everything is that an access names. */
export function accessReads(party: Party, { dealIds, userIds }: Pick<AskedAccess, 'dealIds' | 'userIds'>): AccessReads {
  const deals = dealIds.map((dealId, index) => [`deal${index}`, dealRef(party, dealId)]);
  const members = party.kind === 'influencer' ? [] : userIds.map((userId) => memberRef(party.workspaceId, userId));
  return Object.fromEntries([...deals, ...members.map((member, index) => [`member${index}`, member])]);
}

/** What was found of what an access names. */
export function foundFor(
  state: Partial<AccessState>,
  { dealIds, userIds }: Pick<AskedAccess, 'dealIds' | 'userIds'>,
): { deals: (DealOfDocument | undefined)[]; memberIds: string[] } {
  return {
    deals: dealIds.map((dealId, index) => {
      const deal = state[`deal${index}`];
      return deal && dealOf(dealId, deal);
    }),
    memberIds: userIds.flatMap((_, index) => state[`member${index}`]?.userId ?? []),
  };
}

function dealRef(party: Party, dealId: string): Ref<Deal> {
  if (dealId.startsWith('ctr_')) return contractOf(party, dealId) as Ref<Deal>;
  if (dealId.startsWith('off_')) return offerOf(party, dealId) as Ref<Deal>;
  return (
    party.kind === 'influencer'
      ? ownApplicationRef(party.influencerId, dealId)
      : applicationRef(party.workspaceId, dealId)
  ) as Ref<Deal>;
}

/** In which states an application or an offer stands; a contract does in any. */
const STANDING = ['pending', 'approved', 'open', 'accepted'];

function dealOf(dealId: string, deal: Deal): DealOfDocument {
  const { campaignId, campaignTitle, workspaceId, brandName, influencerId } = deal;
  return {
    ...{ dealId, campaignId, campaignTitle, workspaceId, brandName, influencerId },
    influencerName: 'headline' in deal ? deal.headline.displayName : deal.influencerName,
    stands: 'status' in deal ? STANDING.includes(deal.status) : true,
  };
}
