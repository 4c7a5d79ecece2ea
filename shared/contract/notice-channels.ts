import type { NoticeGroup } from '#domain/notice-groups.ts';
import type { ChannelLine, LockReason, MailTiming, NoticeSide } from '#domain/notice-plan.ts';
import type { EventType } from './events.ts';

type Lines = Readonly<Partial<Record<NoticeSide, ChannelLine>>>;

/** A kind that people may have as they like; without saying how, it is mailed at once. */
const tells = (group: NoticeGroup, says: string, mail: MailTiming = 'now'): ChannelLine => ({ group, says, mail });

/** The same, with an SMS for who wants one. */
const texts = (group: NoticeGroup, says: string): ChannelLine => ({ ...tells(group, says), sms: true });

/** A kind that nobody can switch off. */
const must = (locked: LockReason, group: NoticeGroup, says: string): ChannelLine => ({ ...texts(group, says), locked });

/** What concerns the safety of an account, at any hour. */
const alarms = (says: string): ChannelLine => ({ ...must('security', 'security', says), urgent: true });

/** The same for both sides. */
const both = (line: ChannelLine): Lines => ({ brand: line, influencer: line });

/**
 * The one table of channels: how what an event tells reaches each side, unless the person chose otherwise. In the app everything comes by itself; which
 * webhooks an event is told by stands with their form (webhook-events.ts). An event of notices.ts without its line here fails a test.
 */
export const NOTICE_CHANNELS = {
  AccountOpened: { person: tells('security', 'Your account is opened', 'never') },
  SessionEnded: { person: alarms('A session is ended for safety, or a password is reset') },
  PasswordChanged: { person: alarms('Your password is changed') },
  PasswordSet: { person: alarms('A password is set') },
  IdentityLinked: { person: alarms('Another log-in is linked with your account') },
  IdentityUnlinked: { person: alarms('A log-in is unlinked from your account') },
  EmailChangeRequested: { person: alarms('A new e-mail address is entered') },
  EmailChanged: { person: alarms('Your e-mail address is changed') },
  SecondFactorEnabled: { person: alarms('A second factor is set up') },
  SecondFactorDisabled: { person: alarms('The second factor is removed') },
  PhoneFactorAdded: { person: alarms('A phone number is set up for codes') },
  PhoneFactorRemoved: { person: alarms('A phone number for codes is removed') },
  RecoveryCodesRenewed: { person: alarms('Recovery codes are renewed') },
  RecoveryCodeUsed: { person: alarms('A recovery code is used') },

  WorkspaceClosed: { person: tells('team', 'A workspace of yours is closed') },
  OwnershipOffered: { person: tells('team', 'You are offered the ownership of a workspace') },
  OwnershipOfferEnded: { person: tells('team', 'An offer of ownership ends', 'never') },
  OwnershipTransferred: {
    person: must('security', 'team', 'Your ownership is taken over'),
    brand: must('security', 'team', 'An ownership is handed over'),
  },
  MemberJoined: { brand: tells('team', 'Somebody joins the workspace', 'never') },
  MemberRoleChanged: { person: tells('team', 'Your role is changed') },
  MemberGrantsChanged: { person: tells('team', 'You may do more, or less, on a campaign') },
  MemberRemoved: { person: tells('team', 'You are removed from a workspace') },
  MemberLeft: { brand: tells('team', 'A member leaves the workspace', 'never') },

  BrandVerificationChanged: { brand: tells('team', 'Your brand is verified, or no longer') },

  CampaignBudgetChanged: { brand: tells('campaigns', 'A budget is changed', 'never') },
  CampaignHeldBack: { brand: tells('campaigns', 'A campaign waits for a moderator', 'never') },
  CampaignRefused: { brand: tells('campaigns', 'A moderator does not let a campaign through') },
  CampaignEdited: { person: tells('campaigns', 'A draft you wanted published is edited') },
  PublishingAsked: { brand: texts('campaigns', 'A campaign waits for your approval') },
  PublishingDeclined: { person: tells('campaigns', 'What you wanted published is declined') },
  CampaignStatusChanged: {
    person: tells('campaigns', 'What you wanted published is published'),
    brand: tells('campaigns', 'A campaign starts, ends or is cancelled'),
  },

  RuleNotified: { brand: texts('campaigns', 'A rule of your workspace tells you something') },
  RuleStopped: { person: tells('campaigns', 'A rule you wrote is held up') },
  TaskAdded: { person: tells('campaigns', 'You get a task') },
  TaskChanged: { person: tells('campaigns', 'A task is given to you') },
  InfluencerInvited: { influencer: texts('applications', 'A brand invites you to apply') },
  ApplicationSubmitted: { brand: tells('applications', 'An influencer applies') },
  ApplicationWithdrawn: { brand: tells('applications', 'An application is withdrawn', 'never') },
  ApplicationDecided: { influencer: texts('applications', 'Your application is decided on') },

  OfferSent: { influencer: texts('deals', 'You get an offer') },
  OfferCountered: both(texts('deals', 'New terms are proposed')),
  OfferEndsSoon: both(texts('deals', 'An offer ends soon and it is your turn')),
  OfferRejected: both(tells('deals', 'An offer is declined')),
  OfferWithdrawn: both(tells('deals', 'An offer is withdrawn')),
  OfferAccepted: both(texts('deals', 'An offer is accepted')),
  ContractSigned: both(tells('deals', 'The other side signs a contract')),
  AmendmentProposed: both(texts('deals', 'A change of a contract is proposed')),
  AmendmentEnded: both(tells('deals', 'A proposed change of a contract is declined or withdrawn')),
  ContractAmended: both(texts('deals', 'A change of a contract is agreed')),
  RightsEnding: both(tells('deals', 'Rights to use content end soon')),
  ContractCancelled: both(must('money', 'deals', 'A contract is cancelled')),

  ContentSubmitted: { brand: tells('content', 'Content is submitted') },
  ContentModerated: {
    influencer: texts('content', 'A moderator decides about your content'),
    brand: tells('content', 'A moderator decides about content'),
  },
  ContentScreened: {
    influencer: tells('content', 'The screening of your content ends with a moderator'),
    brand: tells('content', 'The screening of content ends with a moderator'),
  },
  ContentUnanswered: {
    influencer: texts('content', 'A moderator looks at content that nobody answered'),
    brand: texts('content', 'The time to answer content is over; a moderator looks'),
  },
  ModerationWaits: { staff: tells('content', 'Something has waited for a moderator for a day') },
  ContentReviewed: {
    influencer: texts('content', 'Your content is approved, or changes are wanted'),
    brand: tells('content', 'Content counts as approved because nobody answered it'),
  },
  ContentWentLive: { brand: tells('content', 'Content goes live', 'never') },
  ContentLiveChecked: {
    influencer: tells('content', 'A reported address is not confirmed'),
    brand: tells('content', 'A reported address is not confirmed', 'never'),
  },
  ContentCommented: both(tells('content', 'The other side comments on content')),

  UploadInspected: {
    person: tells('messages', 'The scan for malware refuses a file you uploaded'),
    brand: tells('messages', 'The scan for malware refuses a file uploaded by a key'),
  },
  MessageSent: both(tells('messages', 'Somebody writes to you')),
  DocumentAdded: both(tells('messages', 'A document is shared with you')),
  DocumentVersionAdded: both(tells('messages', 'A document has a new version')),
  DocumentAccessChanged: both(tells('messages', 'A document is opened to you')),

  PaymentFunded: {
    influencer: texts('payments', 'Money is held for you'),
    brand: tells('payments', 'Your payment is protected'),
  },
  PaymentFailed: { brand: must('money', 'payments', 'A payment does not go through') },
  PaymentWarned: { brand: must('money', 'payments', 'The card network asks about a payment') },
  PaymentReleased: {
    influencer: texts('payments', 'You are paid'),
    brand: tells('payments', 'A payment is released', 'never'),
  },
  PaymentRefunded: {
    influencer: must('money', 'payments', 'Money that was held for you goes back'),
    brand: tells('payments', 'Money is refunded to you'),
  },
  PaymentRefundedByHand: {
    influencer: must('money', 'payments', 'Money that was held for you goes back by hand'),
    brand: must('money', 'payments', 'Money is refunded to you by people of Accord'),
  },
  RefundRefused: both(must('money', 'payments', 'A refund cannot be made')),
  StuckRefundDecided: both(must('money', 'payments', 'A refund that could not be made is settled')),
  RefundFailed: both(must('money', 'payments', 'A refund does not arrive')),
  PaymentDisputed: { brand: must('money', 'payments', 'A bank disputes a payment') },
  PaymentDisputeClosed: { brand: tells('payments', 'A dispute of a bank is over') },
  ClawBackDismissed: { influencer: tells('payouts', 'What was to be taken back stays yours') },
  ClawBackRefunded: { brand: tells('payments', 'What was paid out comes back to you') },
  HoldEndingSoon: both(must('money', 'payments', 'Held money has to be used soon')),
  ReleaseApprovalAsked: { brand: must('money', 'payments', 'A release waits for your approval') },
  ReleaseApproved: { person: tells('payments', 'A release you began is approved') },
  ReleaseDeclined: { person: tells('payments', 'A release you began is declined') },
  ReleaseReserved: { brand: tells('payments', 'A release goes ahead without a second person') },
  InvoiceIssued: both(tells('payments', 'An invoice or a credit note is ready', 'never')),

  PayoutAccountChanged: { influencer: must('money', 'payouts', 'Payouts to you stop, or begin') },
  TaxFormEndingSoon: { influencer: must('money', 'payouts', 'A tax form ends soon') },
  PayoutDetailsDueSoon: { influencer: must('money', 'payouts', 'Stripe needs something from you') },
  BankPayoutChanged: { influencer: must('money', 'payouts', 'A payout does not reach your bank') },
  ClawBackOrdered: { influencer: must('money', 'payouts', 'What you were paid is taken back') },
  ClawBackChanged: { influencer: tells('payouts', 'A part of what is taken back is settled', 'never') },

  DisputeOpened: both(must('money', 'disputes', 'A dispute is opened against you')),
  DisputeAnswered: both(must('money', 'disputes', 'Your dispute is answered')),
  DisputeEvidenceAdded: both(tells('disputes', 'New evidence is shown')),
  SettlementProposed: both(must('money', 'disputes', 'The other side proposes how to divide the money')),
  DisputeReminded: both(must('money', 'disputes', 'Time in a dispute is nearly over')),
  DisputeHandedOver: both(tells('disputes', 'Accord begins to decide')),
  DisputeDecided: both(must('money', 'disputes', 'Accord has decided')),
  DisputeAppealed: both(must('money', 'disputes', 'The other side appeals')),
  AppealWaived: both(tells('disputes', 'The other side accepts a decision')),
  DisputeClosed: both(must('money', 'disputes', 'A dispute is over')),

  SocialAccountStateChanged: { influencer: tells('integrations', 'A social account has to be connected again') },
  ApiKeyCreated: { brand: must('security', 'integrations', 'An API key is created') },
  ApiKeyRevoked: { brand: tells('integrations', 'An API key is revoked', 'never') },
  WebhookCreated: { brand: must('security', 'integrations', 'A webhook is added') },
  WebhookChanged: { brand: must('security', 'integrations', 'A webhook gets another address') },
  WebhookDisabled: { brand: tells('integrations', 'A webhook is disabled') },
} as const satisfies { readonly [T in EventType]?: Lines };

/** A kind of notice: what an event tells one side. */
export type NoticeKind = {
  [T in keyof typeof NOTICE_CHANNELS]: `${T}/${keyof (typeof NOTICE_CHANNELS)[T] & NoticeSide}`;
}[keyof typeof NOTICE_CHANNELS];

/** Every kind with its line, in the order of the table. */
export const NOTICE_LINES: ReadonlyMap<string, ChannelLine> = new Map(
  Object.entries<Lines>(NOTICE_CHANNELS).flatMap(([type, lines]) =>
    Object.entries(lines).map(([side, line]) => [`${type}/${side}`, line] as const),
  ),
);

/** The kind of what an event tells a side, with its line; throws for one that the table does not know. */
export function channelsOf(type: EventType, side: NoticeSide): { kind: NoticeKind; line: ChannelLine } {
  const kind = `${type}/${side}`;
  const line = NOTICE_LINES.get(kind);
  if (!line) throw new Error(`${kind} has no channels; add its line to shared/contract/notice-channels.ts.`);
  return { kind: kind as NoticeKind, line };
}

/** Those of some kinds whose mails may be switched off. */
export function stoppable(...kinds: readonly (string | undefined)[]): string[] {
  return kinds.filter((kind): kind is string => {
    const line = kind === undefined ? undefined : NOTICE_LINES.get(kind);
    return line !== undefined && !line.locked;
  });
}
