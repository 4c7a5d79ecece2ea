import type { Condition, ConditionTree, RuleContent } from './rule.ts';

/** A rule that everybody can take over; it names nothing of any workspace. */
export interface ReadyRule extends RuleContent {
  readyId: string;
  name: string;
  /** What it is good for. */
  why: string;
}

const always: ConditionTree = { match: 'all', groups: [] };
const only = (...conditions: Condition[]): ConditionTree => ({ match: 'all', groups: [{ match: 'all', conditions }] });

/** Something was found; what is still being looked at is not. */
const FLAGGED: ConditionTree = {
  match: 'all',
  groups: [
    {
      match: 'any',
      conditions: ['flagged', 'waits'].map(
        (value): Condition => ({ field: 'content.screening', operator: 'is', value }),
      ),
    },
  ],
};

const TELL_OF_FLAGGED: RuleContent['actions'] = [
  { kind: 'notify', roles: ['owner', 'manager'], text: 'Content for {campaign} was flagged by the screening.' },
  { kind: 'tag', add: ['flagged content'], remove: [] },
];

/** Ready-made rules for what is forgotten most. */
export const READY_RULES: readonly ReadyRule[] = [
  {
    readyId: 'thank-applicants',
    name: 'Thank everybody who applies',
    why: 'Creators who hear nothing go elsewhere.',
    event: 'ApplicationSubmitted',
    conditions: always,
    actions: [
      {
        kind: 'message',
        text: 'Thank you for applying to {campaign}. We look at every application and answer within a week.',
      },
    ],
  },
  {
    readyId: 'large-applicants',
    name: 'Answer large creators first',
    why: 'Who is wanted by many decides quickly.',
    event: 'ApplicationSubmitted',
    conditions: only({ field: 'application.followers', operator: 'at_least', value: 50_000 }),
    actions: [
      { kind: 'task', title: 'Answer the large creator who applied to {campaign}', dueInDays: 2, assigneeId: null },
      { kind: 'tag', add: ['large applicants'], remove: [] },
    ],
  },
  {
    readyId: 'invite-on-publishing',
    name: 'Invite the five best fits when a campaign is published',
    why: 'A campaign that nobody hears of gets no applications.',
    event: 'CampaignStatusChanged',
    conditions: only({ field: 'status.to', operator: 'is', value: 'published' }),
    actions: [{ kind: 'invite', count: 5 }],
  },
  {
    readyId: 'offers-that-wait',
    name: 'Say so when an offer waits for us',
    why: 'An offer that ends unanswered is a creator lost.',
    event: 'OfferEndsSoon',
    conditions: only({ field: 'offer.by', operator: 'is', value: 'influencer' }),
    actions: [
      {
        kind: 'notify',
        roles: ['owner', 'manager'],
        text: 'The creator’s terms for {campaign} end soon and wait for our answer.',
      },
    ],
  },
  {
    readyId: 'after-acceptance',
    name: 'Send the briefing after an acceptance',
    why: 'Product and briefing are on their way the same week.',
    event: 'OfferAccepted',
    conditions: always,
    actions: [{ kind: 'task', title: 'Send product and briefing for {campaign}', dueInDays: 3, assigneeId: null }],
  },
  {
    readyId: 'flagged-content',
    name: 'Look at content that the screening flagged',
    why: 'What could harm the brand is seen by a person at once.',
    event: 'ContentSubmitted',
    conditions: FLAGGED,
    actions: TELL_OF_FLAGGED,
  },
  {
    readyId: 'flagged-media',
    name: 'Look at pictures and videos that the screening flagged',
    why: 'Where a service looks at them, its result comes minutes after the content.',
    event: 'ContentScreened',
    conditions: FLAGGED,
    actions: TELL_OF_FLAGGED,
  },
  {
    readyId: 'remind-to-go-live',
    name: 'Remind of going live two days after approval',
    why: 'Approved content that is never posted brings nothing.',
    event: 'ContentReviewed',
    conditions: only({ field: 'content.decision', operator: 'is', value: 'approved' }),
    actions: [
      { kind: 'wait', hours: 48 },
      {
        kind: 'message',
        text: 'Your content for {campaign} is approved. If it is live by now, please report its address here; if not, tell us when it will be.',
      },
    ],
  },
  {
    readyId: 'rights-that-end',
    name: 'Renew rights before they end',
    why: 'Using content beyond its rights is expensive.',
    event: 'RightsEnding',
    conditions: always,
    actions: [
      {
        kind: 'task',
        title: 'Renew the rights to content of {campaign}, or take it down',
        dueInDays: 7,
        assigneeId: null,
      },
    ],
  },
  {
    readyId: 'held-money',
    name: 'Use held money in time',
    why: 'After its time the provider gives held money back.',
    event: 'HoldEndingSoon',
    conditions: always,
    actions: [
      { kind: 'notify', roles: ['owner', 'finance'], text: 'Money held for {campaign} has to be used soon.' },
      { kind: 'task', title: 'Use the held money of {campaign}', dueInDays: 5, assigneeId: null },
    ],
  },
  {
    readyId: 'failed-payments',
    name: 'Mend failed payments',
    why: 'Work begins only once the money is protected.',
    event: 'PaymentFailed',
    conditions: only({ field: 'payment.given_up', operator: 'is', value: false }),
    actions: [
      {
        kind: 'task',
        title: 'Pay again for {campaign}: the payment did not go through',
        dueInDays: 1,
        assigneeId: null,
      },
    ],
  },
  {
    readyId: 'report-at-the-end',
    name: 'Write the report when a campaign is completed',
    why: 'Numbers are looked at while they are fresh.',
    event: 'CampaignStatusChanged',
    conditions: only({ field: 'status.to', operator: 'is', value: 'completed' }),
    actions: [
      { kind: 'task', title: 'Write the report of {campaign}', dueInDays: 7, assigneeId: null },
      { kind: 'tag', add: ['report due'], remove: [] },
    ],
  },
];
