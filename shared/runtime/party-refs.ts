import { type CommentItem, commentRef, ownCommentRef } from '#data/comment.ts';
import { type ContractItem, contractRef, ownContractRef } from '#data/contract.ts';
import type { Ref } from '#data/entity.ts';
import { brandInvoiceRef, type InvoiceItem, influencerInvoiceRef } from '#data/invoice.ts';
import { type OfferItem, offerRef, ownOfferRef } from '#data/offer.ts';
import { ownSubmissionRef, type SubmissionItem, submissionRef } from '#data/submission.ts';
import type { Party } from './party.ts';

/** An offer inside the party's own partition, so that another's answers as a missing one. */
export function offerOf(party: Party, offerId: string): Ref<OfferItem> {
  return party.kind === 'influencer' ? ownOfferRef(party.influencerId, offerId) : offerRef(party.workspaceId, offerId);
}

/** A contract inside the party's own partition. */
export function contractOf(party: Party, contractId: string): Ref<ContractItem> {
  return party.kind === 'influencer'
    ? ownContractRef(party.influencerId, contractId)
    : contractRef(party.workspaceId, contractId);
}

/** A piece of content inside the party's own partition; the influencer's must still be compared with the campaign. */
export function submissionOf(party: Party, campaignId: string, submissionId: string): Ref<SubmissionItem> {
  return party.kind === 'influencer'
    ? ownSubmissionRef(party.influencerId, submissionId)
    : submissionRef(party.workspaceId, campaignId, submissionId);
}

/** A comment on a piece of content, inside the party's own partition. */
export function commentOf(party: Party, campaignId: string, contentId: string, commentId: string): Ref<CommentItem> {
  return party.kind === 'influencer'
    ? ownCommentRef(party.influencerId, contentId, commentId)
    : commentRef(party.workspaceId, campaignId, contentId, commentId);
}

/** An invoice inside the party's own partition: each side has documents of its own. */
export function invoiceOf(party: Party, invoiceId: string): Ref<InvoiceItem> {
  return party.kind === 'influencer'
    ? influencerInvoiceRef(party.influencerId, invoiceId)
    : brandInvoiceRef(party.workspaceId, invoiceId);
}
