import * as z from 'zod/mini';
import { ID_PREFIXES } from '#domain/ids.ts';
import { isOfBrand } from '#domain/invoice-kinds.ts';
import type { EventData, EventType } from './events.ts';
import { Instant, id } from './schemas.ts';

/** Names of what is pushed over the WebSocket. */
export const LIVE_EVENTS = [
  'campaign:status',
  'campaign:publishing',
  'application:changed',
  'offer:created',
  'offer:changed',
  'contract:signed',
  'contract:amendment',
  'content:approved',
  'content:changed',
  'content:commented',
  'content:checked',
  'upload:inspected',
  'document:changed',
  'payment:approval',
  'payment:released',
  'dispute:changed',
  'invoice:issued',
  'invoice:rendered',
  'budget:updated',
  'notification:created',
  'message:created',
  'message:read',
  'metric:updated',
  'place:changed',
  'team:changed',
  'task:changed',
] as const;
export type LiveEventName = (typeof LIVE_EVENTS)[number];

/** The subprotocol of the WebSocket; the one-time ticket is offered beside it. */
export const LIVE_PROTOCOL = 'accord';

/** How long a ticket may wait for its connection, seconds. */
export const TICKET_SECONDS = 30;

const CampaignRoom = z
  .string()
  .check(z.regex(new RegExp(`^campaign:${ID_PREFIXES.campaign}_[0-9A-HJKMNP-TV-Z]{26}$`), 'must be campaign:<id>'));

/** What a client may send, one at a time. */
export const LiveRequest = z.union([
  z.strictObject({ ping: z.literal(true) }),
  z.strictObject({ join: CampaignRoom }),
  z.strictObject({ leave: CampaignRoom }),
  /** Everything pushed to the rooms of this connection after that event comes again, at least once. */
  z.strictObject({ resumeAfter: id('event') }),
]);
export type LiveRequest = z.output<typeof LiveRequest>;

/** One push: which event, when, and ids with states; what else there is to know is read through the API. */
export const LivePush = z.strictObject({
  event: z.enum(LIVE_EVENTS),
  eventId: id('event'),
  occurredAt: Instant,
  data: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type LivePush = z.output<typeof LivePush>;

/** What a client may hear. */
export const LiveAnswer = z.union([
  LivePush,
  z.strictObject({ pong: z.literal(true) }),
  z.strictObject({ joined: z.string() }),
  z.strictObject({ left: z.string() }),
  /** Missed pushes were sent; when they were too many to send, `complete` is false and the client should read everything again. */
  z.strictObject({ resumed: z.int(), complete: z.boolean() }),
  z.strictObject({ refused: z.enum(['bad_message', 'not_found', 'too_many_rooms', 'rate_limited', 'not_connected']) }),
]);
export type LiveAnswer = z.output<typeof LiveAnswer>;

/** Who in a room a push is for: campaign rooms hold both sides, and most of what happens concerns only one. */
export type LiveAudience = 'everyone' | 'members';

export interface LiveTarget {
  room: string;
  audience: LiveAudience;
}

/** Names of rooms; `influencer` is joined by itself, as `user` and `workspace` are. */
export const rooms = {
  user: (userId: string) => `user:${userId}`,
  workspace: (workspaceId: string) => `workspace:${workspaceId}`,
  influencer: (influencerId: string) => `influencer:${influencerId}`,
  campaign: (campaignId: string) => `campaign:${campaignId}`,
} as const;

export interface LiveLine {
  event: LiveEventName;
  to: readonly LiveTarget[];
  data: LivePush['data'];
}

const to = (room: string, audience: LiveAudience = 'everyone'): LiveTarget => ({ room, audience });

/** Somebody acts with another role, with other grants or in another workspace since; their screens ask again as whom. */
const placeChanged = (userId: string): LiveLine => ({ event: 'place:changed', to: [to(rooms.user(userId))], data: {} });

const teamChanged = (workspaceId: string): LiveLine => ({
  event: 'team:changed',
  to: [to(rooms.workspace(workspaceId))],
  data: { workspaceId },
});

/** Everybody of the workspace who looks at its money sees it move. */
const budgetUpdated = ({ workspaceId, campaignId }: { workspaceId: string; campaignId: string }): LiveLine[] => [
  { event: 'budget:updated', to: [to(rooms.workspace(workspaceId))], data: { campaignId } },
];

const publishingChanged = ({ workspaceId, campaignId }: EventData<'CampaignEdited'>): LiveLine[] => [
  { event: 'campaign:publishing', to: [to(rooms.workspace(workspaceId))], data: { campaignId } },
];

const approvalChanged = ({ workspaceId, campaignId, contractId }: EventData<'ReleaseApprovalAsked'>): LiveLine[] => [
  { event: 'payment:approval', to: [to(rooms.workspace(workspaceId))], data: { campaignId, contractId } },
];

const aboutAmendment = (data: EventData<'AmendmentProposed'>): LiveLine[] => [
  {
    event: 'contract:amendment',
    to: [to(rooms.workspace(data.workspaceId)), to(rooms.influencer(data.influencerId))],
    data: { campaignId: data.campaignId, contractId: data.contractId, documentVersion: data.documentVersion },
  },
];

const disputeChanged = ({
  workspaceId,
  influencerId,
  campaignId,
  contractId,
  disputeId,
}: EventData<'DisputeHandedOver'>): LiveLine[] => [
  {
    event: 'dispute:changed',
    to: [to(rooms.influencer(influencerId)), to(rooms.workspace(workspaceId))],
    data: { campaignId, contractId, disputeId },
  },
];

const documentChanged = ({
  workspaceId,
  influencerId,
  openedTo,
  documentId,
}: EventData<'DocumentAdded'>): LiveLine[] => [
  {
    event: 'document:changed',
    to: [
      ...[...openedTo, ...(influencerId ? [influencerId] : [])].map((one) => to(rooms.influencer(one))),
      ...(workspaceId ? [to(rooms.workspace(workspaceId))] : []),
    ],
    data: { documentId },
  },
];

/** The two sides of a deal. */
const sides = ({ workspaceId, influencerId }: { workspaceId: string; influencerId: string }) => [
  to(rooms.influencer(influencerId)),
  to(rooms.workspace(workspaceId)),
];

const applicationChanged = (data: EventData<'ApplicationSubmitted'>): LiveLine[] => [
  {
    event: 'application:changed',
    to: sides(data),
    data: { campaignId: data.campaignId, applicationId: data.applicationId },
  },
];

/** Its terms are no longer open, one way or another. */
const offerChanged = (data: EventData<'OfferSent'>): LiveLine[] => [
  { event: 'offer:changed', to: sides(data), data: { campaignId: data.campaignId, offerId: data.offerId } },
];

/** Content was handed in, screened, decided on or published. */
const contentChanged = (data: EventData<'ContentWentLive'>): LiveLine[] => [
  { event: 'content:changed', to: sides(data), data: { campaignId: data.campaignId, contentId: data.contentId } },
];

const taskChanged = ({ workspaceId, taskId }: EventData<'TaskDeleted'>): LiveLine[] => [
  { event: 'task:changed', to: [to(rooms.workspace(workspaceId))], data: { taskId } },
];

/** What is held for an influencer came or went. */
const holdChanged = (
  data: { workspaceId: string; campaignId: string },
  influencerIds: readonly string[],
): LiveLine[] => [
  {
    event: 'budget:updated',
    to: [to(rooms.workspace(data.workspaceId)), ...influencerIds.map((one) => to(rooms.influencer(one)))],
    data: { campaignId: data.campaignId },
  },
];

/** What happened in a talk; who may not read it learns no more than that there is one. */
function aboutTalk(
  event: 'message:created' | 'message:read',
  {
    workspaceId,
    influencerId,
    campaignId,
    threadId,
    number,
  }: Pick<EventData<'ThreadRead'>, 'workspaceId' | 'influencerId' | 'campaignId' | 'threadId' | 'number'>,
  more: LivePush['data'],
): LiveLine {
  return {
    event,
    to: [to(rooms.influencer(influencerId)), to(rooms.workspace(workspaceId))],
    data: { campaignId, threadId, number, ...more },
  };
}

/** What happened to a document; only its own side hears. */
function aboutInvoice(
  event: 'invoice:issued' | 'invoice:rendered',
  { kind, workspaceId, influencerId, contractId, invoiceId }: EventData<'InvoiceIssued' | 'InvoicePdfRendered'>,
): LiveLine {
  const room = isOfBrand(kind) ? rooms.workspace(workspaceId) : rooms.influencer(influencerId);
  return { event, to: [to(room)], data: { contractId, invoiceId } };
}

/** Of every event: what it pushes, to whom; or that nobody hears of it. */
export const LIVE: { [T in EventType]: ((data: EventData<T>) => readonly LiveLine[]) | 'silent' } = {
  AccountOpened: 'silent',
  AccountChanged: 'silent',
  ConsentsChanged: 'silent',
  LogInFailed: 'silent',
  SessionStarted: 'silent',
  SessionRefreshed: 'silent',
  SessionEnded: 'silent',
  SessionSteppedUp: 'silent',
  PasswordChanged: 'silent',
  PasswordSet: 'silent',
  IdentityLinked: 'silent',
  IdentityUnlinked: 'silent',
  EmailChangeRequested: 'silent',
  EmailChanged: 'silent',
  SecondFactorEnabled: 'silent',
  SecondFactorDisabled: 'silent',
  PhoneFactorAdded: 'silent',
  PhoneFactorRemoved: 'silent',
  RecoveryCodesRenewed: 'silent',
  RecoveryCodeUsed: 'silent',
  WorkspaceCreated: ({ userId }) => [placeChanged(userId)],
  WorkspaceChanged: ({ workspaceId }) => [teamChanged(workspaceId)],
  WorkspaceSwitched: ({ userId }) => [placeChanged(userId)],
  WorkspaceClosed: ({ userIds }) => [
    { event: 'place:changed', to: userIds.map((userId) => to(rooms.user(userId))), data: {} },
  ],
  OwnershipOffered: ({ workspaceId }) => [teamChanged(workspaceId)],
  OwnershipOfferEnded: ({ workspaceId }) => [teamChanged(workspaceId)],
  OwnershipTransferred: ({ workspaceId, fromUserId, toUserId }) => [
    placeChanged(fromUserId),
    placeChanged(toUserId),
    teamChanged(workspaceId),
  ],
  MemberInvited: ({ workspaceId }) => [teamChanged(workspaceId)],
  InvitationResent: ({ workspaceId }) => [teamChanged(workspaceId)],
  InvitationRevoked: ({ workspaceId }) => [teamChanged(workspaceId)],
  MemberJoined: ({ workspaceId, userId }) => [placeChanged(userId), teamChanged(workspaceId)],
  MemberRoleChanged: ({ workspaceId, userId }) => [placeChanged(userId), teamChanged(workspaceId)],
  MemberGrantsChanged: ({ workspaceId, userId }) => [placeChanged(userId), teamChanged(workspaceId)],
  MemberRemoved: ({ workspaceId, userId }) => [placeChanged(userId), teamChanged(workspaceId)],
  MemberLeft: ({ workspaceId, userId }) => [placeChanged(userId), teamChanged(workspaceId)],
  BrandAdded: ({ workspaceId }) => [teamChanged(workspaceId)],
  BrandChanged: ({ workspaceId }) => [teamChanged(workspaceId)],
  BrandArchived: ({ workspaceId }) => [teamChanged(workspaceId)],
  BrandProfileSaved: 'silent',
  BrandVerificationChanged: ({ workspaceId }) => [teamChanged(workspaceId)],
  InfluencersImported: 'silent',
  InfluencerProfileSaved: 'silent',
  CampaignCreated: 'silent',
  // Who reads a draft in order to approve it reads the newest one.
  CampaignBudgetChanged: budgetUpdated,
  CampaignPlacesChanged: budgetUpdated,
  CampaignHeldBack: publishingChanged,
  CampaignRefused: publishingChanged,
  CampaignAppealed: publishingChanged,
  CampaignEdited: (data) => (data.askedBy ? publishingChanged(data) : []),
  PublishingAsked: publishingChanged,
  PublishingDeclined: publishingChanged,
  PublishingWithdrawn: publishingChanged,
  CampaignDeleted: 'silent',
  InvoiceTemplateSaved: 'silent',
  InfluencerTaxSaved: 'silent',
  RateCardSaved: 'silent',
  ApplicationSubmitted: applicationChanged,
  ApplicationDecided: applicationChanged,
  ApplicationWithdrawn: applicationChanged,
  OfferSent: ({ workspaceId, campaignId, influencerId, offerId, version }) => [
    {
      event: 'offer:created',
      to: [to(rooms.influencer(influencerId)), to(rooms.workspace(workspaceId))],
      data: { campaignId, offerId, version },
    },
  ],
  OfferCountered: ({ workspaceId, campaignId, influencerId, offerId, version }) => [
    {
      event: 'offer:created',
      to: [to(rooms.influencer(influencerId)), to(rooms.workspace(workspaceId))],
      data: { campaignId, offerId, version },
    },
  ],
  OfferEndsSoon: 'silent',
  ContentSubmitted: contentChanged,
  ContentModerated: contentChanged,
  ContentScreened: contentChanged,
  ContentUnanswered: contentChanged,
  ContentSeen: 'silent',
  ModerationAppealed: contentChanged,
  ModerationWaits: 'silent',
  ScreeningPolicySaved: 'silent',
  RuleSaved: 'silent',
  RuleDeleted: 'silent',
  RuleNotified: 'silent',
  RuleStopped: 'silent',
  CampaignTagged: 'silent',
  InfluencerInvited: 'silent',
  TaskAdded: taskChanged,
  TaskChanged: taskChanged,
  TaskDeleted: taskChanged,
  ContentReviewed: (data) =>
    data.status === 'approved'
      ? [
          {
            event: 'content:approved',
            to: sides(data),
            data: { campaignId: data.campaignId, contentId: data.contentId },
          },
        ]
      : contentChanged(data),
  ContentWentLive: contentChanged,
  ContentLiveChecked: ({ workspaceId, campaignId, influencerId, contentId, state }) => [
    {
      event: 'content:checked',
      to: [to(rooms.influencer(influencerId)), to(rooms.workspace(workspaceId))],
      data: { campaignId, contentId, state },
    },
  ],
  ContentCommented: ({ workspaceId, campaignId, influencerId, contentId, commentId }) => [
    {
      event: 'content:commented',
      to: [to(rooms.influencer(influencerId)), to(rooms.workspace(workspaceId))],
      data: { campaignId, contentId, commentId },
    },
  ],
  MessageSent: ({ messageId, ...data }) => [aboutTalk('message:created', data, { messageId })],
  ThreadRead: ({ by, ...data }) => [aboutTalk('message:read', data, { by })],
  UploadInspected: ({ influencerId, workspaceId = '', uploadId, status }) => {
    const room = influencerId === undefined ? rooms.workspace(workspaceId) : rooms.influencer(influencerId);
    return [{ event: 'upload:inspected', to: [to(room)], data: { uploadId, status } }];
  },
  OfferRejected: offerChanged,
  OfferWithdrawn: offerChanged,
  OfferAccepted: (data) => [...offerChanged(data), ...budgetUpdated(data)],
  CampaignStatusChanged: ({ workspaceId, campaignId, from, to: status }) => [
    {
      event: 'campaign:status',
      to: [to(rooms.campaign(campaignId)), to(rooms.workspace(workspaceId))],
      data: { campaignId, from, status },
    },
  ],
  ContractSigned: ({ workspaceId, influencerId, campaignId, contractId, documentVersion }) => [
    {
      event: 'contract:signed',
      to: [to(rooms.workspace(workspaceId)), to(rooms.influencer(influencerId))],
      data: { campaignId, contractId, documentVersion },
    },
  ],
  AmendmentProposed: aboutAmendment,
  AmendmentEnded: aboutAmendment,
  ContractAmended: aboutAmendment,
  RightsEnding: 'silent',
  ContractCancelled: ({ workspaceId, influencerId, campaignId }) => [
    {
      event: 'budget:updated',
      to: [to(rooms.workspace(workspaceId)), to(rooms.influencer(influencerId))],
      data: { campaignId },
    },
  ],
  DocumentAdded: documentChanged,
  DocumentVersionAdded: documentChanged,
  DocumentAccessChanged: documentChanged,
  DocumentLinkCreated: documentChanged,
  DocumentLinkEnded: documentChanged,
  DocumentDeleted: documentChanged,
  PaymentOpened: 'silent',
  PaymentFunded: (data) => holdChanged(data, data.influencerIds),
  PaymentFailed: 'silent',
  PaymentWarned: 'silent',
  ClawBackOrdered: 'silent',
  ClawBackChanged: 'silent',
  ClawBackDismissed: 'silent',
  ClawBackRefunded: 'silent',
  PaymentDisputed: 'silent',
  PaymentRefundedByHand: budgetUpdated,
  // What a lost one took from holds, the budget shows as paid back.
  PaymentDisputeClosed: budgetUpdated,
  DisputeOpened: disputeChanged,
  DisputeAnswered: disputeChanged,
  DisputeEvidenceAdded: disputeChanged,
  SettlementProposed: disputeChanged,
  DisputeReminded: 'silent',
  DossierAsked: 'silent',
  DisputeHandedOver: disputeChanged,
  DisputeDecided: disputeChanged,
  DisputeAppealed: disputeChanged,
  AppealWaived: disputeChanged,
  DisputeClosed: disputeChanged,
  ReleaseRequested: 'silent',
  RefundRequested: 'silent',
  ReleaseApprovalAsked: approvalChanged,
  ReleaseApproved: approvalChanged,
  ReleaseDeclined: approvalChanged,
  ReleaseReserved: 'silent',
  ReleaseRefused: 'silent',
  AdjustmentProposed: 'silent',
  AdjustmentClosed: 'silent',
  AdjustmentPosted: 'silent',
  PaymentReleased: ({ workspaceId, campaignId, influencerId, contractId, paymentId, amount }) => [
    {
      event: 'payment:released',
      to: [to(rooms.influencer(influencerId)), to(rooms.workspace(workspaceId))],
      data: { campaignId, contractId, paymentId, amountMinor: amount.amountMinor, currency: amount.currency },
    },
    ...budgetUpdated({ workspaceId, campaignId }),
  ],
  HoldEndingSoon: 'silent',
  ProofCreated: 'silent',
  ProofRevoked: 'silent',
  InvoiceIssued: (data) => [aboutInvoice('invoice:issued', data)],
  EarningsStatementAsked: 'silent',
  InvoicePdfRendered: (data) => [aboutInvoice('invoice:rendered', data)],
  PaymentClawedBack: 'silent',
  RefundReserved: 'silent',
  RefundRefused: 'silent',
  StuckRefundDecided: budgetUpdated,
  PaymentRefunded: (data) => holdChanged(data, [data.influencerId]),
  RefundFailed: budgetUpdated,
  PayoutAccountChanged: 'silent',
  PayoutDetailsDueSoon: 'silent',
  TaxFormEndingSoon: 'silent',
  BankPayoutChanged: 'silent',
  SocialAccountConnected: 'silent',
  SocialAccountDisconnected: 'silent',
  SocialAccountStateChanged: 'silent',
  FollowersMeasured: 'silent',
  ApiKeyCreated: 'silent',
  ApiKeyChanged: 'silent',
  ApiKeyRevoked: 'silent',
  WebhookCreated: 'silent',
  WebhookChanged: 'silent',
  WebhookSecretRotated: 'silent',
  CampaignTemplateSaved: 'silent',
  CampaignTemplateDeleted: 'silent',
  WebhookDeleted: 'silent',
  WebhookDisabled: 'silent',
  WebhookDeliveryRequested: 'silent',
  MetricsPulled: ({ campaigns }) =>
    campaigns.map(({ campaignId }) => ({
      event: 'metric:updated',
      to: [to(rooms.campaign(campaignId))],
      data: { campaignId },
    })),
  ProviderEventReceived: 'silent',
  NotificationCreated: ({ userId, notificationId }) => [
    { event: 'notification:created', to: [to(rooms.user(userId))], data: { notificationId } },
  ],
};

/** The events that push anything. */
export const PUSHED_EVENTS = (Object.keys(LIVE) as EventType[]).filter((type) => LIVE[type] !== 'silent');

/** What an event pushes; nothing for silent ones. */
export function livePushesOf(event: { type: EventType; data: unknown }): readonly LiveLine[] {
  const line = LIVE[event.type];
  return line === 'silent' ? [] : line(event.data as never);
}
