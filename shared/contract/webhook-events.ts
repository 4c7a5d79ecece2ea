import * as z from 'zod/mini';
import { APPLICATION_DECISIONS } from '#domain/application.ts';
import { CAMPAIGN_STATUSES } from '#domain/campaign.ts';
import { DISPUTE_RESULTS } from '#domain/dispute.ts';
import { EVENTS, type EventData, type EventType } from './events.ts';
import { Instant, id, Money } from './schemas.ts';

/** An event that webhooks tell the outside, in a form of its own: what happens inside may be told differently without anybody outside noticing. */
interface WebhookEvent {
  /** Rises when the form of the data changes in a way that a reader of the old one would not understand. */
  version: number;
  summary: string;
  data: z.ZodMiniObject;
  /** The event inside that it tells of. */
  from: EventType;
  /** What of that event is told; undefined for one that is not the workspace's business. */
  tell: (data: never) => Record<string, unknown> | undefined;
}

function tells<T extends EventType, S extends z.ZodMiniObject>(
  from: T,
  summary: string,
  data: S,
  tell: (data: EventData<T>) => z.input<S> | undefined,
): WebhookEvent {
  return { version: 1, summary, data, from, tell: tell as WebhookEvent['tell'] };
}

const by = z.enum(['brand', 'influencer']);
const Campaign = z.strictObject({ campaignId: id('campaign') });
const Deal = z.extend(Campaign, { campaignTitle: z.string(), influencerId: id('influencer') });
const Application = z.extend(Deal, { applicationId: id('application') });
const Offer = z.extend(Deal, { offerId: id('offer'), offerVersion: z.int() });
const Content = z.extend(Deal, { contractId: id('contract'), contentId: id('submission'), deliverableId: z.string() });
const Payment = z.extend(Campaign, {
  paymentId: id('payment'),
  contractIds: z.array(id('contract')),
  amount: Money,
});
const Held = z.extend(Campaign, {
  paymentId: id('payment'),
  contractId: id('contract'),
  influencerId: id('influencer'),
  amount: Money,
});

const Dispute = z.extend(Deal, { disputeId: id('dispute'), contractId: id('contract'), amount: Money });

const dealOf = (data: { campaignId: string; title: string; influencerId: string }) => ({
  campaignId: data.campaignId,
  campaignTitle: data.title,
  influencerId: data.influencerId,
});
const applicationOf = (data: EventData<'ApplicationSubmitted'>) => ({
  ...dealOf(data),
  applicationId: data.applicationId,
});
const offerOf = (data: EventData<'OfferSent'>) => ({
  ...dealOf(data),
  offerId: data.offerId,
  offerVersion: data.version,
});
const contentOf = (data: EventData<'ContentSubmitted'>) => ({
  ...dealOf(data),
  contractId: data.contractId,
  contentId: data.contentId,
  deliverableId: data.deliverableId,
});
const disputeOf = (data: EventData<'DisputeHandedOver'>) => ({
  ...dealOf(data),
  ...{ disputeId: data.disputeId, contractId: data.contractId, amount: data.amount },
});
const paymentOf = ({ campaignId, paymentId, contractIds, amount }: EventData<'PaymentOpened'>) => ({
  ...{ campaignId, paymentId, contractIds, amount },
});
const heldOf = ({ campaignId, paymentId, contractId, influencerId, amount }: EventData<'PaymentReleased'>) => ({
  ...{ campaignId, paymentId, contractId, influencerId, amount },
});

/** Every event that a webhook can ask for, by the name the outside knows it by; docs and choices come from here. */
export const WEBHOOK_EVENTS = {
  'campaign.created': tells('CampaignCreated', 'A campaign was created, as a draft.', Campaign, ({ campaignId }) => ({
    campaignId,
  })),
  'campaign.status_changed': tells(
    'CampaignStatusChanged',
    'A campaign went from one status to another.',
    z.extend(Campaign, {
      campaignTitle: z.string(),
      from: z.enum(CAMPAIGN_STATUSES),
      to: z.enum(CAMPAIGN_STATUSES),
    }),
    ({ campaignId, title, from, to }) => ({ campaignId, campaignTitle: title, from, to }),
  ),
  'application.submitted': tells(
    'ApplicationSubmitted',
    'An influencer applied to a campaign.',
    Application,
    applicationOf,
  ),
  'application.decided': tells(
    'ApplicationDecided',
    'An application was approved, rejected or put on the waiting list.',
    z.extend(Application, { status: z.enum(APPLICATION_DECISIONS) }),
    (data) => ({ ...applicationOf(data), status: data.status }),
  ),
  'application.withdrawn': tells(
    'ApplicationWithdrawn',
    'An influencer withdrew their application.',
    Application,
    applicationOf,
  ),
  'offer.sent': tells('OfferSent', 'An offer was sent to an influencer.', Offer, offerOf),
  'offer.countered': tells(
    'OfferCountered',
    'One side answered an offer with other terms.',
    z.extend(Offer, { by }),
    (data) => ({ ...offerOf(data), by: data.by }),
  ),
  'offer.rejected': tells('OfferRejected', 'One side rejected an offer.', z.extend(Offer, { by }), (data) => ({
    ...offerOf(data),
    by: data.by,
  })),
  'offer.withdrawn': tells('OfferWithdrawn', 'One side withdrew its offer.', z.extend(Offer, { by }), (data) => ({
    ...offerOf(data),
    by: data.by,
  })),
  'offer.accepted': tells(
    'OfferAccepted',
    'An offer was accepted; there is a contract now.',
    z.extend(Offer, { by, contractId: id('contract'), price: Money }),
    (data) => ({ ...offerOf(data), by: data.by, contractId: data.contractId, price: data.price }),
  ),
  'content.submitted': tells('ContentSubmitted', 'An influencer submitted content.', Content, contentOf),
  'content.reviewed': tells(
    'ContentReviewed',
    'Content was approved, rejected, or changes were asked for.',
    z.extend(Content, { status: z.enum(['approved', 'changes_requested', 'rejected']) }),
    (data) => ({ ...contentOf(data), status: data.status }),
  ),
  'content.live': tells('ContentWentLive', 'An influencer reported approved content as published.', Content, contentOf),
  'message.sent': tells(
    'MessageSent',
    'One side said something in a talk; what, is read with the API.',
    z.extend(Deal, { threadId: id('thread'), messageId: id('message'), by }),
    (data) => ({ ...dealOf(data), threadId: data.threadId, messageId: data.messageId, by: data.by }),
  ),
  'payment.funded': tells('PaymentFunded', 'The money for contracts is held.', Payment, paymentOf),
  'payment.failed': tells(
    'PaymentFailed',
    'A payment was declined or given up; the code is the payment provider’s.',
    z.extend(Payment, { code: z.string(), canceled: z.boolean() }),
    (data) => ({ ...paymentOf(data), code: data.code, canceled: data.canceled }),
  ),
  'payment.disputed': tells('PaymentDisputed', 'A cardholder disputed a payment.', Payment, paymentOf),
  'dispute.opened': tells(
    'DisputeOpened',
    'The workspace or an influencer disputes the held money of a contract; it is frozen.',
    Dispute,
    disputeOf,
  ),
  'dispute.closed': tells(
    'DisputeClosed',
    'A dispute about the money of a contract is over.',
    z.extend(Dispute, { result: z.enum(DISPUTE_RESULTS) }),
    (data) => ({ ...disputeOf(data), result: data.result }),
  ),
  'payment.released': tells('PaymentReleased', 'The money of a contract went to the influencer.', Held, heldOf),
  'payment.refunded': tells('PaymentRefunded', 'The money of a contract went back to the card.', Held, heldOf),
  'invoice.issued': tells(
    'InvoiceIssued',
    'An invoice to the workspace was issued.',
    z.extend(Held, { invoiceId: id('invoice'), number: z.string() }),
    (data) =>
      data.kind === 'brand_invoice' ? { ...heldOf(data), invoiceId: data.invoiceId, number: data.number } : undefined,
  ),
} as const satisfies Record<string, WebhookEvent>;

export type WebhookEventType = keyof typeof WEBHOOK_EVENTS;

/** The names of all events, in the order in which they are explained. */
export const WEBHOOK_EVENT_TYPES = Object.keys(WEBHOOK_EVENTS) as [WebhookEventType, ...WebhookEventType[]];

/** What a test delivery is called; nobody asks for it beforehand. */
export const TEST_EVENT_TYPE = 'webhook.test';

/** What a rule tells a webhook that its author named; nobody asks for it beforehand. */
export const RULE_TRIGGERED_TYPE = 'rule.triggered';

/** The events inside that webhooks tell of. */
export const TOLD_EVENTS: readonly EventType[] = [
  ...new Set(WEBHOOK_EVENT_TYPES.map((type) => (WEBHOOK_EVENTS[type] as WebhookEvent).from)),
];

/** The body that is sent: the same for every attempt and every receiver of one event. */
export interface WebhookPayload {
  id: string;
  type: WebhookEventType | typeof TEST_EVENT_TYPE | typeof RULE_TRIGGERED_TYPE;
  version: number;
  occurredAt: string;
  workspaceId: string;
  data: Record<string, unknown>;
}

/** What the outside is told of an event, and whose business it is; undefined when it is nobody's. */
export function toldOf(event: {
  eventId: string;
  type: EventType;
  occurredAt: string;
  data: unknown;
}): WebhookPayload | undefined {
  const type = WEBHOOK_EVENT_TYPES.find((name) => (WEBHOOK_EVENTS[name] as WebhookEvent).from === event.type);
  const { workspaceId } = event.data as { workspaceId?: string };
  if (!type || !workspaceId) return undefined;
  const { version, tell } = WEBHOOK_EVENTS[type] as WebhookEvent;
  const data = tell(event.data as never);
  return data && { id: event.eventId, type, version, occurredAt: event.occurredAt, workspaceId, data };
}

/** The schema of the body of one event. */
export function webhookPayloadSchema(type: WebhookEventType): z.ZodMiniObject {
  const { version, data } = WEBHOOK_EVENTS[type] as WebhookEvent;
  return z.strictObject({
    id: id('event'),
    type: z.literal(type),
    version: z.literal(version),
    occurredAt: Instant,
    workspaceId: id('workspace'),
    data,
  });
}

/** An example of the body of one event, made from the sample of the event inside. */
export function webhookSample(type: WebhookEventType): WebhookPayload {
  const { from } = WEBHOOK_EVENTS[type] as WebhookEvent;
  const told = toldOf({
    ...{ eventId: 'evt_01JD0000000000000000000001', type: from, occurredAt: '2026-11-20T12:00:00.000Z' },
    data: EVENTS[from].sample,
  });
  if (!told) throw new Error(`The sample of ${from} is nothing that ${type} tells.`);
  return told;
}
