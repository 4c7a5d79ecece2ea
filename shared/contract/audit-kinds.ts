import type { AuditKind } from '#domain/audit.ts';
import { isScanReason } from '#domain/scan.ts';
import type { EventType } from './events.ts';

/**
 * What kind of account action each event is; null for what is none: campaigns and money have timelines of their own, and machinery has none.
 * Whoever adds an event says here whether people find it in their logs; what it is called there stands in audit-words.ts.
 */
export const KIND_OF_EVENT = {
  AccountOpened: 'account',
  AccountChanged: 'account',
  ConsentsChanged: 'consent',
  SessionStarted: 'session',
  SessionRefreshed: null,
  SessionEnded: 'session',
  SessionSteppedUp: 'security',
  LogInFailed: 'session',
  PasswordChanged: 'security',
  PasswordSet: 'security',
  IdentityLinked: 'security',
  IdentityUnlinked: 'security',
  EmailChangeRequested: 'security',
  EmailChanged: 'security',
  SecondFactorEnabled: 'security',
  SecondFactorDisabled: 'security',
  PhoneFactorAdded: 'security',
  PhoneFactorRemoved: 'security',
  RecoveryCodesRenewed: 'security',
  RecoveryCodeUsed: 'security',
  WorkspaceChanged: 'workspace',
  BrandProfileSaved: 'workspace',
  BrandVerificationChanged: 'workspace',
  WorkspaceCreated: 'workspace',
  WorkspaceSwitched: 'session',
  WorkspaceClosed: 'workspace',
  OwnershipOffered: 'member',
  OwnershipOfferEnded: 'member',
  OwnershipTransferred: 'member',
  MemberInvited: 'member',
  InvitationResent: 'member',
  InvitationRevoked: 'member',
  MemberJoined: 'member',
  MemberRoleChanged: 'member',
  MemberGrantsChanged: 'member',
  MemberRemoved: 'member',
  MemberLeft: 'member',
  BrandAdded: 'workspace',
  BrandChanged: 'workspace',
  BrandArchived: 'workspace',
  InfluencersImported: null,
  InfluencerProfileSaved: null,
  CampaignCreated: null,
  CampaignEdited: null,
  CampaignBudgetChanged: null,
  CampaignPlacesChanged: null,
  CampaignHeldBack: null,
  CampaignRefused: null,
  CampaignAppealed: null,
  // Only where another member approved it.
  CampaignStatusChanged: 'approval',
  PublishingAsked: 'approval',
  PublishingDeclined: 'approval',
  PublishingWithdrawn: 'approval',
  NotificationCreated: null,
  CampaignDeleted: null,
  CampaignTemplateSaved: null,
  CampaignTemplateDeleted: null,
  InvoiceTemplateSaved: 'workspace',
  InfluencerTaxSaved: null,
  RateCardSaved: null,
  ApplicationSubmitted: null,
  ApplicationDecided: null,
  ApplicationWithdrawn: null,
  OfferSent: null,
  OfferCountered: null,
  OfferEndsSoon: null,
  OfferRejected: null,
  OfferWithdrawn: null,
  OfferAccepted: null,
  ContractSigned: null,
  AmendmentProposed: null,
  AmendmentEnded: null,
  ContractAmended: null,
  RightsEnding: null,
  ContractCancelled: null,
  ContentSubmitted: null,
  ContentModerated: null,
  ContentScreened: null,
  ContentUnanswered: null,
  ContentSeen: null,
  ModerationAppealed: null,
  ScreeningPolicySaved: 'workspace',
  ModerationWaits: null,
  ContentReviewed: null,
  ContentWentLive: null,
  ContentLiveChecked: null,
  ContentCommented: null,
  // Only where a scan for malware did not let it pass.
  UploadInspected: 'security',
  DocumentAdded: null,
  DocumentVersionAdded: null,
  DocumentAccessChanged: 'workspace',
  DocumentLinkCreated: 'workspace',
  DocumentLinkEnded: 'workspace',
  DocumentDeleted: 'workspace',
  PaymentOpened: null,
  PaymentFunded: null,
  PaymentFailed: null,
  PaymentWarned: null,
  ClawBackOrdered: null,
  ClawBackChanged: null,
  ClawBackDismissed: null,
  ClawBackRefunded: null,
  PaymentDisputed: null,
  PaymentRefundedByHand: null,
  PaymentDisputeClosed: null,
  MessageSent: null,
  ThreadRead: null,
  DisputeOpened: null,
  DisputeAnswered: null,
  DisputeEvidenceAdded: null,
  SettlementProposed: null,
  DisputeReminded: null,
  DossierAsked: null,
  DisputeHandedOver: null,
  DisputeDecided: null,
  DisputeAppealed: null,
  AppealWaived: null,
  DisputeClosed: null,
  ReleaseRequested: null,
  RefundRequested: null,
  ReleaseApprovalAsked: 'approval',
  ReleaseApproved: 'approval',
  ReleaseDeclined: 'approval',
  // Only where a second person was wanted and did not answer.
  ReleaseReserved: 'approval',
  ReleaseRefused: null,
  // What is only proposed is the platform's own affair; what is posted moves the workspace's ledger.
  AdjustmentProposed: null,
  AdjustmentClosed: null,
  AdjustmentPosted: 'approval',
  PaymentReleased: null,
  PaymentClawedBack: null,
  RefundReserved: null,
  RefundRefused: null,
  StuckRefundDecided: null,
  PaymentRefunded: null,
  HoldEndingSoon: null,
  ProofCreated: null,
  ProofRevoked: null,
  InvoiceIssued: null,
  InvoicePdfRendered: null,
  EarningsStatementAsked: null,
  RefundFailed: null,
  PayoutAccountChanged: null,
  PayoutDetailsDueSoon: null,
  TaxFormEndingSoon: null,
  BankPayoutChanged: null,
  SocialAccountConnected: null,
  SocialAccountDisconnected: null,
  SocialAccountStateChanged: null,
  FollowersMeasured: null,
  MetricsPulled: null,
  ProviderEventReceived: null,
  ApiKeyCreated: 'key',
  ApiKeyChanged: 'key',
  ApiKeyRevoked: 'key',
  WebhookCreated: 'webhook',
  WebhookChanged: 'webhook',
  WebhookSecretRotated: 'webhook',
  WebhookDeleted: 'webhook',
  WebhookDisabled: 'webhook',
  WebhookDeliveryRequested: 'webhook',
  RuleSaved: 'workspace',
  RuleDeleted: 'workspace',
  RuleNotified: null,
  RuleStopped: null,
  CampaignTagged: null,
  InfluencerInvited: null,
  TaskAdded: null,
  TaskChanged: null,
  TaskDeleted: null,
} as const satisfies Record<EventType, AuditKind | null>;

/** Events that the logs list. */
export type AuditedEvent = {
  [T in EventType]: (typeof KIND_OF_EVENT)[T] extends null ? never : T;
}[EventType];

/** Whether the logs list events of that name. */
export function isAudited(type: string): type is AuditedEvent {
  return (KIND_OF_EVENT as Record<string, AuditKind | null>)[type] != null;
}

/** A step of a campaign or of money that nobody's approval stands behind or was missing for, and which their timelines tell of; or a file that is as it should be. */
function isPlainStep(type: AuditedEvent, data: Record<string, unknown>): boolean {
  if (type === 'UploadInspected') return !isScanReason(data.reason);
  if (type === 'CampaignStatusChanged') return data.askedBy === undefined;
  return type === 'ReleaseReserved' && data.withoutSecondPerson === undefined;
}

/** What only the person is told of, and not the owners of the workspace they happened to work in. */
const PERSONAL: ReadonlySet<AuditKind> = new Set(['account', 'consent']);

/** The events of a kind. */
export function eventsOfKind(kind: AuditKind): AuditedEvent[] {
  return (Object.keys(KIND_OF_EVENT) as EventType[]).filter(
    (type): type is AuditedEvent => KIND_OF_EVENT[type] === kind || (kind === 'consent' && type === 'AccountOpened'),
  );
}

/**
 * In whose logs an event is listed: in that of the workspace it names, or else of the one its actor works in unless it is the person's own affair;
 * and in the person's own when it happened to their account.
 */
export function auditPlacesOf(
  { type, data, partition }: { type: string; data: Record<string, unknown>; partition: string },
  actorWorkspaceId: string | undefined,
): { workspaceId?: string | undefined; userId?: string | undefined } {
  if (!isAudited(type) || isPlainStep(type, data)) return {};
  const named = typeof data.workspaceId === 'string' ? data.workspaceId : undefined;
  // What somebody uploads is their account's affair wherever it would have been kept.
  const isOfAccount = type === 'UploadInspected' || partition === `USR#${data.userId}`;
  const isOwn = typeof data.userId === 'string' && isOfAccount;
  return {
    workspaceId: named ?? (PERSONAL.has(KIND_OF_EVENT[type]) ? undefined : actorWorkspaceId),
    userId: isOwn ? (data.userId as string) : undefined,
  };
}
