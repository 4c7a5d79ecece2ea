import { Activities } from './activity.ts';
import { Adjustments } from './adjustment.ts';
import { Allotments } from './allotment.ts';
import { Amendments } from './amendment.ts';
import { ApiKeyEntries, ApiKeys } from './api-key.ts';
import { Applications, Applied } from './application.ts';
import { ChainHeads, ChainLinks } from './audit-chain.ts';
import { BrandStandings } from './brand-standing.ts';
import { Budgets } from './budget.ts';
import { Campaigns } from './campaign.ts';
import { CampaignTags } from './campaign-tags.ts';
import { CampaignTemplates } from './campaign-template.ts';
import { ClawBacks } from './claw-back.ts';
import { Comments } from './comment.ts';
import { Contracts } from './contract.ts';
import { Deeds } from './deed.ts';
import { DisputeEntries, Disputes } from './dispute.ts';
import { type DocumentItem, Documents } from './document.ts';
import { DocumentLinks, SharedLinks } from './document-link.ts';
import { Dossiers } from './dossier.ts';
import { EarningsStatements } from './earnings-statement.ts';
import { EmailChanges } from './email-change.ts';
import type { Entity } from './entity.ts';
import { Holds } from './hold.ts';
import { Identities, IdentityOwners, StepUpCodes } from './identity.ts';
import { Influencers, InfluencerTaxes } from './influencer.ts';
import { Invited } from './invited.ts';
import { InvoiceCredits, InvoiceMarks, Invoices, InvoiceTemplates, InvoiceTemplateVersions } from './invoice.ts';
import { type Key, keys } from './keys.ts';
import { LedgerEntries, LedgerShares } from './ledger.ts';
import { Listings } from './listing.ts';
import { MediaScreenings } from './media-screening.ts';
import { Messages, type ThreadItem, Threads } from './message.ts';
import { ModerationItems, ScreeningPolicies } from './moderation.ts';
import { NoticeWishes, UnsubscribeLinks } from './notice-wishes.ts';
import { Notifications } from './notification.ts';
import { LiveOffers, Offers, OfferVersions } from './offer.ts';
import { Payments } from './payment.ts';
import { BankPayouts, PayoutAccounts, ProviderRefs } from './payout.ts';
import { Actors, EmailOwners, Sessions, Users } from './person.ts';
import { Pieces } from './piece.ts';
import { PlacesOf } from './places.ts';
import { Posts } from './post.ts';
import { Proofs } from './proof.ts';
import { RateCards } from './rate-card.ts';
import { RuleRuns, RuleStates, Rules } from './rule.ts';
import { SearchDocuments } from './search-document.ts';
import { SecondFactors } from './second-factor.ts';
import { Snapshots } from './snapshot.ts';
import { EndedGrants, MeasureDays, Measures, SocialAccounts, SocialOwners } from './social.ts';
import { Submissions } from './submission.ts';
import { Tasks } from './task.ts';
import type { TwoSided } from './two-sided.ts';
import { Uploads, UploadUses } from './upload.ts';
import { Deliveries, Webhooks } from './webhook.ts';
import { Brands, Invitations, MemberAddresses, Members, Workspaces } from './workspace.ts';

/** What an item needs to be there, by what it is of: one item or several; undefined where this one has none. */
type Parents = Readonly<Record<string, Key | readonly Key[] | undefined>>;

/** A kind of item with what it belongs to, and the kind that holds its copy. */
export interface Relation {
  name: string;
  parse: (item: Record<string, unknown>) => object;
  parentsOf: (value: object) => Parents;
  /** Of main item and copy: the other one, which has to say the same. */
  twinOf?: (value: object) => Key | undefined;
}

function belongs<T extends object>(entity: Entity<T>, parentsOf: (value: T) => Parents): Relation {
  return { name: entity.name, parse: entity.parse, parentsOf: parentsOf as Relation['parentsOf'] };
}

/** Both items of a two-sided thing; `isShared` says which of them have a copy. */
function both<T extends object>(
  { main, copy }: TwoSided<T>,
  parentsOf: (value: T) => Parents,
  isShared: (value: T) => boolean = () => true,
): Relation[] {
  const twin = (other: Entity<T>) => (value: object) => (isShared(value as T) ? other.keyOf(value as T) : undefined);
  return [
    { ...belongs(main, parentsOf), twinOf: twin(copy) },
    { ...belongs(copy, parentsOf), twinOf: twin(main) },
  ];
}

interface OfContract {
  workspaceId: string;
  contractId: string;
}
interface OfCampaign {
  workspaceId: string;
  campaignId: string;
}
interface OfInfluencer {
  influencerId: string;
}
interface OfUser {
  userId: string;
}

const ofUser = ({ userId }: OfUser): Parents => ({ user: keys.user(userId) });
const ofWorkspace = ({ workspaceId }: { workspaceId: string }): Parents => ({ workspace: keys.workspace(workspaceId) });
const ofInfluencer = ({ influencerId }: OfInfluencer): Parents => ({ influencer: keys.influencer(influencerId) });
/** A workspace or an influencer. */
const ofOwner = ({ ownerId }: { ownerId: string }): Parents => ({
  owner: ownerId.startsWith('inf_') ? keys.influencer(ownerId) : keys.workspace(ownerId),
});
const ofCampaign = ({ workspaceId, campaignId }: OfCampaign): Parents => ({
  campaign: keys.campaign(workspaceId, campaignId),
});
const ofContract = ({ workspaceId, contractId }: OfContract): Parents => ({
  contract: keys.contract(workspaceId, contractId),
});

/** What a talk is about. */
function subjectOf({ workspaceId, campaignId, about: { kind, id } }: ThreadItem): Key {
  if (kind === 'content') return keys.submission(workspaceId, campaignId, id);
  if (kind === 'contract') return keys.contract(workspaceId, id);
  return kind === 'offer' ? keys.offer(workspaceId, id) : keys.application(workspaceId, id);
}

/** In whose campaign a document lies, and what an entry leads to, as its holder has both; an influencer has the campaign of a brief through their deal alone. */
function sourceOf({ holderId, campaignId, kind, sourceId }: DocumentItem): Parents {
  const isBrand = !holderId.startsWith('inf_');
  const campaign = isBrand && campaignId !== null ? keys.campaign(holderId, campaignId) : undefined;
  if (sourceId === null || campaignId === null) return { campaign };
  const sources: Record<string, Key | undefined> = isBrand
    ? {
        contract: keys.contract(holderId, sourceId),
        invoice: keys.brandInvoice(holderId, sourceId),
        deliverable: keys.submission(holderId, campaignId, sourceId),
      }
    : {
        contract: keys.contractCopy(holderId, sourceId),
        invoice: keys.influencerInvoice(holderId, sourceId),
        deliverable: keys.submissionCopy(holderId, sourceId),
      };
  return { campaign, [`${kind}_source`]: sources[kind] };
}

/**
 * What belongs to what, kind by kind. Nothing that is named here as a parent is ever removed while something belongs to it: people, workspaces,
 * profiles, deals and money end by their status, and of what can be deleted, the draft of a campaign has nothing in its folder and
 * takes its tags along, a document its links, and a rule what is known of how it fares.
 */
export const RELATIONS: readonly Relation[] = [
  belongs(Actors, ofUser),
  belongs(Sessions, ofUser),
  belongs(EmailOwners, ofUser),
  belongs(SecondFactors, ofUser),
  belongs(EmailChanges, ofUser),
  belongs(Identities, ofUser),
  belongs(IdentityOwners, ofUser),
  belongs(StepUpCodes, ofUser),
  belongs(Notifications, ofUser),
  belongs(NoticeWishes, ofUser),
  belongs(Posts, ofUser),
  belongs(UnsubscribeLinks, ofUser),

  belongs(Members, (member) => ({ ...ofUser(member), ...ofWorkspace(member) })),
  belongs(MemberAddresses, ofWorkspace),
  belongs(Invitations, ofWorkspace),
  belongs(Brands, ofWorkspace),
  belongs(BrandStandings, ofWorkspace),
  belongs(Allotments, ofWorkspace),
  belongs(Activities, ofWorkspace),
  belongs(ChainHeads, ofWorkspace),
  belongs(ChainLinks, ofWorkspace),
  belongs(CampaignTemplates, ofWorkspace),
  belongs(InvoiceTemplates, ofWorkspace),
  belongs(InvoiceTemplateVersions, ofWorkspace),
  belongs(ApiKeyEntries, ofWorkspace),
  belongs(ApiKeys, ({ workspaceId, keyId }) => ({ api_key_entry: keys.apiKeyEntry(workspaceId, keyId) })),
  belongs(Webhooks, ofWorkspace),
  // A webhook may be removed; what was delivered to it stays until its time is over.
  belongs(Deliveries, ofWorkspace),

  belongs(Rules, ofWorkspace),
  belongs(RuleStates, ({ workspaceId, ruleId }) => ({ rule: keys.rule(workspaceId, ruleId) })),
  // A rule may be deleted, and so may the draft it was about; what it did stays until its time is over.
  belongs(RuleRuns, ofWorkspace),
  // A task outlives the draft it was made for.
  belongs(Tasks, ofWorkspace),

  belongs(Influencers, ofUser),
  belongs(InfluencerTaxes, ofInfluencer),
  belongs(SearchDocuments, ofInfluencer),
  belongs(RateCards, ofInfluencer),
  belongs(PayoutAccounts, ofInfluencer),
  belongs(BankPayouts, ({ influencerId }) => ({ payout_account: keys.payoutAccount(influencerId) })),
  belongs(ProviderRefs, ofInfluencer),
  belongs(EarningsStatements, ofInfluencer),
  belongs(SocialAccounts, ofInfluencer),
  belongs(SocialOwners, ofInfluencer),
  belongs(EndedGrants, ofInfluencer),
  belongs(Uploads, ofOwner),
  belongs(UploadUses, ofOwner),
  ...both(Snapshots, ofInfluencer, ({ workspaceId }) => workspaceId !== null),

  belongs(Campaigns, ({ workspaceId, brandId }) => ({
    ...ofWorkspace({ workspaceId }),
    brand: keys.brand(workspaceId, brandId),
  })),
  belongs(Listings, ofCampaign),
  belongs(Budgets, ofCampaign),
  belongs(CampaignTags, ofCampaign),
  belongs(Invited, (invited) => ({ ...ofCampaign(invited), ...ofInfluencer(invited) })),
  belongs(PlacesOf, ofCampaign),
  ...both(Applications, (application) => ({ ...ofCampaign(application), ...ofInfluencer(application) })),
  belongs(Applied, ({ influencerId, applicationId }) => ({
    application_copy: keys.applicationCopy(influencerId, applicationId),
  })),
  ...both(Offers, (offer) => ({
    ...ofCampaign(offer),
    ...ofInfluencer(offer),
    application: offer.applicationId === null ? undefined : keys.application(offer.workspaceId, offer.applicationId),
    contract: offer.contractId === null ? undefined : keys.contract(offer.workspaceId, offer.contractId),
  })),
  ...both(OfferVersions, ({ workspaceId, offerId }) => ({ offer: keys.offer(workspaceId, offerId) })),
  belongs(LiveOffers, ({ influencerId, offerId }) => ({ offer_copy: keys.offerCopy(influencerId, offerId) })),
  ...both(Contracts, (contract) => ({
    ...ofCampaign(contract),
    ...ofInfluencer(contract),
    offer: keys.offer(contract.workspaceId, contract.offerId),
    hold: keys.hold(contract.workspaceId, contract.campaignId, contract.contractId),
    dispute: contract.disputeId === undefined ? undefined : keys.dispute(contract.workspaceId, contract.disputeId),
  })),
  ...both(Deeds, ofContract),
  ...both(Amendments, ofContract),
  belongs(Pieces, ofContract),
  ...both(Submissions, (submission) => ({
    ...ofCampaign(submission),
    ...ofContract(submission),
    ...ofInfluencer(submission),
    upload: submission.media.map(({ uploadId }) => keys.upload(submission.influencerId, uploadId)),
  })),
  ...both(Comments, ({ workspaceId, campaignId, contentId }) => ({
    submission: keys.submission(workspaceId, campaignId, contentId),
  })),
  ...both(Threads, (thread) => ({
    ...ofCampaign(thread),
    ...ofInfluencer(thread),
    [thread.about.kind === 'campaign' ? 'application' : thread.about.kind]: subjectOf(thread),
  })),
  ...both(Messages, ({ workspaceId, threadId }) => ({ thread: keys.thread(workspaceId, threadId) })),
  belongs(Documents, (document) => ({
    ...ofOwner({ ownerId: document.holderId }),
    ...sourceOf(document),
    document: keys.document(document.ownerId, document.documentId),
    upload: document.versions.map(({ uploadId }) => keys.upload(document.ownerId, uploadId)),
  })),
  belongs(DocumentLinks, ({ ownerId, documentId }) => ({ document: keys.document(ownerId, documentId) })),
  belongs(SharedLinks, ({ ownerId, documentId, linkId }) => ({
    document_link: keys.documentLink(ownerId, documentId, linkId),
  })),
  // A draft that waited for a moderator may be deleted; what was decided about it stays.
  belongs(ModerationItems, ({ workspaceId, campaignId, content }) =>
    content
      ? { submission: keys.submission(workspaceId, campaignId, content.submissionId) }
      : ofWorkspace({ workspaceId }),
  ),
  belongs(MediaScreenings, ({ workspaceId, campaignId, submissionId }) => ({
    submission: keys.submission(workspaceId, campaignId, submissionId),
  })),
  belongs(ScreeningPolicies, ({ workspaceId }) => ({ workspace: keys.workspace(workspaceId) })),
  belongs(Measures, ({ workspaceId, campaignId, contentId }) => ({
    submission: keys.submission(workspaceId, campaignId, contentId),
  })),
  belongs(MeasureDays, ({ workspaceId, campaignId, contentId }) => ({
    measure: keys.measure(workspaceId, campaignId, contentId),
  })),

  belongs(Holds, (hold) => ({
    ...ofContract(hold),
    payment: hold.paymentId === null ? undefined : keys.payment(hold.workspaceId, hold.paymentId),
  })),
  belongs(Payments, (payment) => ({
    ...ofCampaign(payment),
    contract: payment.shares.map(({ contractId }) => keys.contract(payment.workspaceId, contractId)),
  })),
  belongs(LedgerEntries, (entry) => ({
    payment: keys.payment(entry.workspaceId, entry.paymentId),
    contract: entry.contractIds.map((contractId) => keys.contract(entry.workspaceId, contractId)),
  })),
  belongs(LedgerShares, ({ workspaceId, entryId, influencerId, contractId }) => ({
    ledger_entry: keys.ledgerEntry(workspaceId, entryId),
    contract_copy: keys.contractCopy(influencerId, contractId),
  })),
  belongs(Invoices, (invoice) => ({
    ...ofContract(invoice),
    payment: keys.payment(invoice.workspaceId, invoice.paymentId),
  })),
  belongs(InvoiceMarks, ofContract),
  belongs(InvoiceCredits, ofContract),
  belongs(Adjustments, ({ workspaceId, paymentId }) => ({ payment: keys.payment(workspaceId, paymentId) })),
  belongs(ClawBacks, (order) => ({ ...ofContract(order), payment: keys.payment(order.workspaceId, order.paymentId) })),
  ...both(Disputes, ofContract),
  ...both(DisputeEntries, ({ workspaceId, disputeId }) => ({ dispute: keys.dispute(workspaceId, disputeId) })),
  belongs(Dossiers, ofContract),
  belongs(Proofs, ofContract),
];

/** Kinds that belong to nothing else: they begin something, are gone by themselves, or are the platform's own; counters have no name. */
export const ROOTS: readonly string[] = [
  Users.name,
  Workspaces.name,
  'unnamed',
  'idempotency',
  'missed_log_in',
  'pending_sign_up',
  'challenge',
  'sms_sends',
  'social_log_in',
  'social_state',
  'live_ticket',
  'live_connection',
  'live_room_entry',
  'live_push',
  'machine_token',
  'tally',
  'turnover',
  'event',
  'invoice_series',
  'provider_event',
  'exchange_rates',
  'ledger_check',
  'reconciliation',
  'signing_key',
  'verification_key',
];
