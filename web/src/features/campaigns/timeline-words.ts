import type * as z from 'zod/mini';
import type { TimelineEntry } from '#contract/areas/lifecycle.ts';
import type { Money } from '#domain/money.ts';
import { formatMoney } from '../../ui/money.ts';
import { countOf } from '../../ui/words.ts';

export type TimelineView = z.output<typeof TimelineEntry>;

type Words = string | ((data: Record<string, unknown>) => string);

const amount = (data: Record<string, unknown>) => (data.amount ? formatMoney(data.amount as Money) : 'The money');

const BY_COMMAND: Record<string, string> = {
  publish: 'Published',
  start: 'Became active',
  pause: 'Paused',
  resume: 'Resumed',
  cancel: 'Cancelled',
  complete: 'Completed',
  end: 'Ended on its last day',
};

const REVIEWED: Record<string, string> = {
  approved: 'Content approved',
  changes_requested: 'Changes to content asked for',
  rejected: 'Content rejected',
};

const CHECKED: Record<string, string> = {
  found: 'The platform confirmed the post',
  not_found: 'The platform does not show the reported post; it no longer counts as live',
  not_theirs: 'The reported post belongs to another account; it no longer counts as live',
  not_checked: 'The platform could not be asked for the reported post yet',
};

const CLOSED: Record<string, string> = {
  release: 'Dispute over: all of the money goes to the influencer',
  refund: 'Dispute over: all of the money goes back to the brand',
  split: 'Dispute over: the money is divided',
  withdrawn: 'Dispute taken back',
  overtaken: 'Dispute over: the bank or the provider took the money back',
};

const byWhom = (data: Record<string, unknown>) => (data.by === 'brand' ? '' : ' by the influencer');

const TALKS: Record<string, string> = {
  campaign: 'about an application',
  offer: 'about an offer',
  contract: 'about a contract',
  content: 'about content',
};

const WORDS: Record<string, Words> = {
  CampaignCreated: 'Campaign created',
  CampaignEdited: (data) =>
    data.askedBy ? 'Campaign edited; the request for publishing ended with that' : 'Campaign edited',
  CampaignStatusChanged: ({ askedBy, command, movedDays, isModerated }) => {
    if (askedBy) return 'Approved and published';
    if (isModerated) return 'Let through by a moderator, and published';
    if (movedDays) return `Resumed; the days that lay ahead are ${countOf(Number(movedDays), 'day')} later`;
    return BY_COMMAND[String(command)] ?? 'State changed';
  },
  CampaignBudgetChanged: ({ from, to }) =>
    `Budget changed from ${formatMoney(from as Money)} to ${formatMoney(to as Money)}`,
  CampaignHeldBack: 'Waits for a moderator',
  CampaignRefused: 'A moderator did not let it through',
  CampaignAppealed: 'Another moderator is asked to look at it',
  CampaignPlacesChanged: ({ to }) =>
    to === null ? 'It takes any number of influencers now' : `It takes ${countOf(Number(to), 'influencer')} now`,
  PublishingAsked: 'Publishing asked for; it waits for another member',
  PublishingDeclined: 'Publishing declined',
  PublishingWithdrawn: 'Request for publishing taken back',
  ApplicationSubmitted: 'An influencer applied',
  ApplicationDecided: ({ status }) =>
    status === 'waitlisted' ? 'Application put on the waiting list' : `Application ${status}`,
  ApplicationWithdrawn: 'Application withdrawn',
  OfferSent: 'Offer sent',
  OfferCountered: (data) => (data.by === 'brand' ? 'Other terms sent' : 'The influencer answered with other terms'),
  OfferEndsSoon: (data) => `Reminded ${data.by === 'brand' ? 'the influencer' : 'the team'} that an offer ends soon`,
  OfferRejected: (data) => (data.by === 'brand' ? 'Terms rejected' : 'The influencer rejected the offer'),
  OfferWithdrawn: (data) => (data.by === 'brand' ? 'Offer withdrawn' : 'The influencer withdrew their terms'),
  OfferAccepted: (data) => `Terms agreed, contract made${data.price ? ` for ${formatMoney(data.price as Money)}` : ''}`,
  ContractSigned: (data) => `${data.by === 'brand' ? 'The brand' : 'The influencer'} signed a contract`,
  AmendmentProposed: (data) => `${data.by === 'brand' ? 'The brand' : 'The influencer'} proposed to change a contract`,
  AmendmentEnded: (data) => `A proposed change of a contract was ${data.isWithdrawn ? 'withdrawn' : 'declined'}`,
  ContractAmended: (data) => `A contract was changed by both sides: version ${String(data.documentVersion)}`,
  RightsEnding: (data) => `Rights of use end on ${String(data.endsOn)}`,
  ContractCancelled: (data) => `${data.by === 'brand' ? 'The brand' : 'The influencer'} cancelled a contract`,
  ContentSubmitted: 'Content handed in',
  ContentReviewed: (data) =>
    data.isSilent
      ? 'Content approved by the contract: nobody answered it'
      : (REVIEWED[String(data.status)] ?? 'Content reviewed'),
  ContentScreened: 'Pictures and videos of content screened',
  ContentUnanswered: 'The time to answer content is over; a moderator looks at it first',
  ContentSeen: 'The brand looked at content',
  ContentWentLive: 'Content went live',
  ContentLiveChecked: (data) => CHECKED[String(data.state)] ?? 'Address of the post checked',
  ContentCommented: (data) =>
    data.by === 'brand' ? 'The brand commented on content' : 'The influencer commented on content',
  DocumentAdded: (data) => `Document “${String(data.title)}” added${byWhom(data)}`,
  DocumentVersionAdded: (data) => `New version of “${String(data.title)}”${byWhom(data)}`,
  DocumentAccessChanged: (data) => `Who sees “${String(data.title)}” was changed${byWhom(data)}`,
  DocumentLinkCreated: (data) => `Link made to “${String(data.title)}”${byWhom(data)}`,
  DocumentLinkEnded: (data) => `Link to “${String(data.title)}” ended${byWhom(data)}`,
  DocumentDeleted: (data) => `Document “${String(data.title)}” deleted${byWhom(data)}`,
  MessageSent: (data) =>
    `${data.by === 'brand' ? 'The brand' : 'The influencer'} began to talk ${TALKS[String(data.about)] ?? ''}`,
  PaymentOpened: (data) => `Payment of ${amount(data)} started`,
  PaymentFunded: (data) => `${amount(data)} paid in and held`,
  PaymentFailed: (data) => (data.canceled ? 'Payment given up' : `Payment of ${amount(data)} declined`),
  PaymentWarned: (data) =>
    `The card network reported a payment as possible fraud; nothing of it is paid out before ${String(data.reviewUntil).slice(0, 10)}`,
  ClawBackOrdered: (data) => `${amount(data)} is being taken back from the influencer`,
  ClawBackRefunded: (data) => `${amount(data)} paid back after it was taken back from the influencer`,
  PaymentDisputed: 'The bank disputes a payment',
  PaymentRefundedByHand: 'A payment was refunded by people of Accord',
  PaymentDisputeClosed: (data) => (data.outcome === 'won' ? 'Dispute won' : 'Dispute lost'),
  DisputeOpened: (data) =>
    `${data.by === 'brand' ? 'The brand' : 'The influencer'} opened a dispute; ${amount(data)} frozen`,
  DisputeAnswered: (data) => `${data.by === 'brand' ? 'The brand' : 'The influencer'} answered the dispute`,
  DisputeEvidenceAdded: (data) => `${data.by === 'brand' ? 'The brand' : 'The influencer'} added evidence to a dispute`,
  SettlementProposed: (data) => `${data.by === 'brand' ? 'The brand' : 'The influencer'} proposed to settle a dispute`,
  DossierAsked: 'Accord put everything about a contract into one file',
  DisputeReminded: 'The deadline of a dispute is near; those it concerns were reminded',
  DisputeHandedOver: 'The time of a dispute is over; Accord decides',
  DisputeDecided: (data) =>
    `Accord decided a dispute; it is final on ${String(data.finalAt).slice(0, 10)} unless a side appeals`,
  DisputeAppealed: (data) => `${data.by === 'brand' ? 'The brand' : 'The influencer'} appealed against a decision`,
  AppealWaived: (data) => `${data.by === 'brand' ? 'The brand' : 'The influencer'} accepted a decision`,
  DisputeClosed: (data) => CLOSED[String(data.result)] ?? 'Dispute over',
  ReleaseRequested: 'Payout asked for',
  ReleaseApprovalAsked: (data) => `Payout of ${amount(data)} waits for a second person`,
  ReleaseApproved: (data) => `Payout of ${amount(data)} approved by a second person`,
  ReleaseDeclined: (data) => `Payout of ${amount(data)} declined by a second person`,
  ReleaseReserved: (data) =>
    data.withoutSecondPerson ? 'Payout prepared without a second person, on the agreed day' : 'Payout prepared',
  ReleaseRefused: 'Payout refused by the provider; tried again later',
  HoldEndingSoon: (data) =>
    `${amount(data)} can be held until ${String(data.heldUntil).slice(0, 10)}; both sides were reminded`,
  ProofCreated: (data) => `${data.by === 'brand' ? 'The brand' : 'The influencer'} made a proof that the money is held`,
  ProofRevoked: (data) => `${data.by === 'brand' ? 'The brand' : 'The influencer'} took the proof of held money back`,
  InvoiceIssued: (data) => `Invoice ${String(data.number)} issued`,
  PaymentClawedBack: (data) => `${amount(data)} taken back from the influencer`,
  PaymentReleased: (data) => `${amount(data)} paid out`,
  RefundRequested: 'Money asked back',
  RefundReserved: 'Paying back prepared',
  RefundRefused: 'Paying back refused by the provider',
  StuckRefundDecided: 'Accord decided about a refund that could not be made',
  PaymentRefunded: (data) => `${amount(data)} paid back`,
  RefundFailed: 'Paying back failed; the money is held again',
  RuleNotified: (data) =>
    `Your rule “${String(data.name)}” told ${(data.roles as string[]).join(' and ')}: “${String(data.text)}”`,
  CampaignTagged: ({ tags }) =>
    (tags as string[]).length > 0 ? `Tagged ${(tags as string[]).join(', ')}` : 'Tags taken away',
  InfluencerInvited: 'A creator who fits was invited to apply',
};

/** What happened, for people; an event we have no words for is its name, spaced. */
export function timelineSentence(entry: Pick<TimelineView, 'type' | 'data'>): string {
  const words = WORDS[entry.type];
  if (words === undefined) {
    const spaced = entry.type.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
    return spaced.charAt(0).toUpperCase() + spaced.slice(1);
  }
  return typeof words === 'string' ? words : words(entry.data);
}

const ACTORS: Record<TimelineView['actor']['kind'], string> = {
  member: 'your team',
  influencer: 'the influencer',
  staff: 'Accord support',
  guest: 'someone without a workspace',
  key: 'an API key',
  anonymous: 'a visitor',
  system: 'Accord',
  rule: 'a rule',
};

/** Whom it is about, where that is somebody else than who caused it, and who that was. */
export function peopleWords({ actor, by, influencer }: Pick<TimelineView, 'actor' | 'by' | 'influencer'>): string {
  const causer = `by ${by ?? ACTORS[actor.kind]}`;
  return influencer && actor.kind !== 'influencer' ? `${influencer.name}, ${causer}` : causer;
}
