import { APPLICATION_DECISIONS } from '../application.ts';
import { CAMPAIGN_STATUSES } from '../campaign.ts';
import { LIVE_CHECKS } from '../content.ts';
import { msOfDay } from '../day.ts';
import { DISPUTE_REASON_NAMES, DISPUTE_RESULTS } from '../dispute.ts';
import { CAMPAIGN_COMMANDS } from '../lifecycle-table.ts';
import { THREAD_SUBJECTS } from '../message.ts';
import type { Money } from '../money.ts';
import { NICHES } from '../niches.ts';
import { SOCIAL_PLATFORMS } from '../social.ts';
import type { Operator } from './rule.ts';

/** What kinds of answers there are to a question, and what may be asked of each. */
export const OPERATORS_OF = {
  text: ['is', 'is_not', 'contains'],
  number: ['is', 'at_least', 'at_most'],
  money: ['at_least', 'at_most'],
  choice: ['is', 'is_not'],
  set: ['has', 'has_not'],
  flag: ['is'],
} as const satisfies Record<string, readonly Operator[]>;
export type FieldKind = keyof typeof OPERATORS_OF;

export type FactValue = string | number | boolean | Money | readonly string[] | undefined;

/** What a rule may look at: the event as it is told, and what it is about as it is now. */
export interface RuleFacts {
  data: Readonly<Record<string, unknown>>;
  campaign: {
    title: string;
    status: string;
    endDate: string | null;
    budget: { max: Money };
    targetAudience: { niches: readonly string[]; platforms: readonly string[]; countries: readonly string[] };
    deliverables: readonly { platform: string }[];
  };
  tags: readonly string[];
  /** The application that the event names. */
  application?:
    | {
        headline: { followers: number; platforms: readonly string[]; niches: readonly string[]; country: string };
        proposedPrice: Money | null;
      }
    | undefined;
  /** The day, UTC. */
  todayOn: string;
}

/** Something that a condition may ask about. */
export interface RuleField {
  kind: FieldKind;
  /** What it is, in the middle of a sentence. */
  says: string;
  /** What it can be, where that is a closed list. */
  values?: readonly string[];
  of: (facts: RuleFacts) => FactValue;
}

const DAY_MS = 86_400_000;
const SIDES = ['brand', 'influencer'] as const;

/** A field of the event's own data, by its name there. */
const told = (kind: FieldKind, says: string, name: string, values?: readonly string[]): RuleField => ({
  ...{ kind, says },
  ...(values ? { values } : {}),
  of: ({ data }) => data[name] as FactValue,
});
/** What the screening of content came to; that nothing was found goes without saying, or is told as passed. */
const screened = (values: readonly string[]): RuleField => ({
  ...{ kind: 'choice', says: 'the result of its screening', values },
  of: ({ data: { screening = 'passed' } }) => (screening === 'passed' ? 'clear' : String(screening)),
});
const by = (says: string) => told('choice', says, 'by', SIDES);

const CAMPAIGN_FIELDS: Readonly<Record<string, RuleField>> = {
  'campaign.status': {
    ...{ kind: 'choice', says: 'the status of the campaign', values: CAMPAIGN_STATUSES },
    of: ({ campaign }) => campaign.status,
  },
  'campaign.title': { kind: 'text', says: 'the title of the campaign', of: ({ campaign }) => campaign.title },
  'campaign.niche': {
    ...{ kind: 'set', says: 'the niches of the campaign', values: NICHES },
    of: ({ campaign }) => campaign.targetAudience.niches,
  },
  'campaign.platform': {
    ...{ kind: 'set', says: 'the platforms of the campaign', values: SOCIAL_PLATFORMS },
    of: ({ campaign }) => [
      ...new Set([...campaign.targetAudience.platforms, ...campaign.deliverables.map(({ platform }) => platform)]),
    ],
  },
  'campaign.country': {
    ...{ kind: 'set', says: 'the countries of the campaign' },
    of: ({ campaign }) => campaign.targetAudience.countries,
  },
  'campaign.tag': { kind: 'set', says: 'the tags of the campaign', of: ({ tags }) => tags },
  'campaign.budget': {
    ...{ kind: 'money', says: 'the budget of the campaign' },
    of: ({ campaign }) => campaign.budget.max,
  },
  'campaign.days_left': {
    ...{ kind: 'number', says: 'the number of days until the campaign ends' },
    of: ({ campaign, todayOn }) =>
      campaign.endDate === null ? undefined : (msOfDay(campaign.endDate) - msOfDay(todayOn)) / DAY_MS,
  },
};

const APPLICATION_FIELDS: Readonly<Record<string, RuleField>> = {
  'application.followers': {
    ...{ kind: 'number', says: 'the number of followers of the applicant' },
    of: ({ application }) => application?.headline.followers,
  },
  'application.country': {
    ...{ kind: 'text', says: 'the country of the applicant' },
    of: ({ application }) => application?.headline.country,
  },
  'application.niche': {
    ...{ kind: 'set', says: 'the niches of the applicant', values: NICHES },
    of: ({ application }) => application?.headline.niches,
  },
  'application.platform': {
    ...{ kind: 'set', says: 'the platforms of the applicant', values: SOCIAL_PLATFORMS },
    of: ({ application }) => application?.headline.platforms,
  },
  'application.price': {
    ...{ kind: 'money', says: 'the price that the applicant proposes' },
    of: ({ application }) => application?.proposedPrice ?? undefined,
  },
};

const OFFER_FIELDS: Readonly<Record<string, RuleField>> = {
  'offer.version': told('number', 'the version of the offer', 'version'),
};
const AMOUNT: Readonly<Record<string, RuleField>> = { 'payment.amount': told('money', 'the amount', 'amount') };
const DISPUTED: Readonly<Record<string, RuleField>> = {
  'dispute.amount': told('money', 'the amount in dispute', 'amount'),
};

/** An event that rules may wait for. */
export interface RuleEvent {
  /** It happened, in words that follow “when”. */
  says: string;
  /** What may be asked beside what is known of the campaign. */
  fields: Readonly<Record<string, RuleField>>;
  /** It is about one creator, with whom there is something to talk about. */
  creator?: true;
}

/**
 * The one table of what rules may wait for, and of what they may ask then. All of these events name a workspace and a campaign; what a condition can read is
 * here and nowhere else, so that a rule is data and never code.
 */
export const RULE_EVENTS = {
  CampaignCreated: { says: 'a campaign is created', fields: {} },
  CampaignStatusChanged: {
    says: 'a campaign changes its status',
    fields: {
      'status.to': told('choice', 'its new status', 'to', CAMPAIGN_STATUSES),
      'status.from': told('choice', 'its status before', 'from', CAMPAIGN_STATUSES),
      'status.command': told('choice', 'the command', 'command', CAMPAIGN_COMMANDS),
    },
  },
  CampaignBudgetChanged: {
    says: 'the budget of a campaign is changed',
    fields: { 'budget.before': told('money', 'the budget before', 'from') },
  },
  CampaignTagged: {
    says: 'the tags of a campaign are changed',
    fields: {
      'tags.added': told('set', 'the tags that were added', 'added'),
      'tags.removed': told('set', 'the tags that were removed', 'removed'),
    },
  },
  CampaignHeldBack: { says: 'a campaign waits for a moderator before it is published', fields: {} },
  CampaignRefused: { says: 'a moderator does not let a campaign through', fields: {} },
  PublishingAsked: { says: 'a member asks for a campaign to be published', fields: {} },
  ApplicationSubmitted: { says: 'a creator applies', fields: APPLICATION_FIELDS, creator: true },
  ApplicationDecided: {
    says: 'an application is decided on',
    fields: {
      'application.decision': told('choice', 'the decision', 'status', APPLICATION_DECISIONS),
      ...APPLICATION_FIELDS,
    },
    creator: true,
  },
  ApplicationWithdrawn: { says: 'an application is withdrawn', fields: APPLICATION_FIELDS, creator: true },
  OfferSent: { says: 'an offer is sent', fields: OFFER_FIELDS, creator: true },
  OfferCountered: {
    says: 'new terms are proposed for an offer',
    fields: { 'offer.by': by('the side that proposes them'), ...OFFER_FIELDS },
    creator: true,
  },
  OfferEndsSoon: {
    says: 'an offer ends soon and nobody has answered it',
    fields: {
      'offer.by': by('the side that made the offer'),
      'offer.hours_left': told('number', 'the number of hours left', 'hoursLeft'),
      ...OFFER_FIELDS,
    },
    creator: true,
  },
  OfferRejected: {
    says: 'an offer is declined',
    fields: { 'offer.by': by('the side that declines it') },
    creator: true,
  },
  OfferAccepted: {
    says: 'an offer is accepted',
    fields: {
      'offer.by': by('the side that accepts it'),
      'offer.price': told('money', 'the price', 'price'),
      ...OFFER_FIELDS,
    },
    creator: true,
  },
  ContractSigned: {
    says: 'a contract is signed by one side',
    fields: {
      'contract.by': by('the side that signs it'),
      'contract.complete': told('flag', 'whether both have signed now', 'isComplete'),
    },
    creator: true,
  },
  ContractCancelled: {
    says: 'a contract is cancelled',
    fields: { 'contract.by': by('the side that cancels it') },
    creator: true,
  },
  RightsEnding: {
    says: 'rights to use content end soon',
    fields: { 'rights.days_left': told('number', 'the number of days left', 'daysLeft') },
    creator: true,
  },
  ContentSubmitted: {
    says: 'content is submitted',
    fields: { 'content.screening': screened(['clear', 'flagged', 'waits', 'screening']) },
    creator: true,
  },
  ContentScreened: {
    says: 'the screening of pictures and videos ends',
    fields: { 'content.screening': screened(['clear', 'flagged', 'waits']) },
    creator: true,
  },
  ContentReviewed: {
    says: 'content is decided on',
    fields: {
      'content.decision': told('choice', 'the decision', 'status', ['approved', 'changes_requested', 'rejected']),
    },
    creator: true,
  },
  ContentWentLive: { says: 'content goes live', fields: {}, creator: true },
  ContentLiveChecked: {
    says: 'the address of live content is looked at',
    fields: { 'content.check': told('choice', 'the result', 'state', LIVE_CHECKS) },
    creator: true,
  },
  MessageSent: {
    says: 'a message is sent',
    fields: {
      'message.by': by('the side that writes'),
      'message.about': told('choice', 'the subject of the talk', 'about', THREAD_SUBJECTS),
      'message.number': told('number', 'the number of the message in its talk', 'number'),
    },
    creator: true,
  },
  PaymentFunded: { says: 'money is paid into protection', fields: AMOUNT },
  PaymentFailed: {
    says: 'a payment does not go through, or is given up',
    fields: { 'payment.given_up': told('flag', 'whether it was given up', 'canceled'), ...AMOUNT },
  },
  HoldEndingSoon: {
    says: 'held money has to be used soon',
    fields: { 'payment.days_left': told('number', 'the number of days left', 'daysLeft'), ...AMOUNT },
    creator: true,
  },
  PaymentReleased: { says: 'a creator is paid', fields: AMOUNT, creator: true },
  PaymentRefunded: { says: 'held money goes back', fields: AMOUNT, creator: true },
  DisputeOpened: {
    says: 'a dispute is opened',
    fields: {
      'dispute.by': by('the side that opens it'),
      'dispute.reason': told('choice', 'its reason', 'reason', DISPUTE_REASON_NAMES),
      ...DISPUTED,
    },
    creator: true,
  },
  DisputeClosed: {
    says: 'a dispute is over',
    fields: { 'dispute.result': told('choice', 'its result', 'result', DISPUTE_RESULTS), ...DISPUTED },
    creator: true,
  },
} as const satisfies Record<string, RuleEvent>;

export type RuleEventType = keyof typeof RULE_EVENTS;
export const RULE_EVENT_TYPES = Object.keys(RULE_EVENTS) as [RuleEventType, ...RuleEventType[]];

/** Everything that a rule may ask when an event happens, by name. */
export function fieldsOf(event: RuleEventType): ReadonlyMap<string, RuleField> {
  return new Map(Object.entries<RuleField>({ ...RULE_EVENTS[event].fields, ...CAMPAIGN_FIELDS }));
}

/** Whether an event is about one creator, so that a message can go to them. */
export function isAboutCreator(event: RuleEventType): boolean {
  return (RULE_EVENTS[event] as RuleEvent).creator === true;
}
