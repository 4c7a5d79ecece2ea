import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { EVENTS } from './events.ts';
import { TOLD_EVENTS, toldOf, WEBHOOK_EVENT_TYPES, webhookPayloadSchema, webhookSample } from './webhook-events.ts';

describe('what webhooks tell', () => {
  it.each(WEBHOOK_EVENT_TYPES)('%s has a body as its schema says, made from the event inside', (type) => {
    const sample = webhookSample(type);
    expect(z.safeParse(webhookPayloadSchema(type), sample).error?.issues ?? []).toEqual([]);
    expect(sample).toMatchObject({ type, version: 1, workspaceId: 'wsp_01JD0000000000000000000001' });
    expect(sample.data).not.toHaveProperty('workspaceId');
  });

  it('comes from one event inside each', () => {
    expect(TOLD_EVENTS).toHaveLength(WEBHOOK_EVENT_TYPES.length);
  });

  it('leaves out what is not the workspace’s business', () => {
    const of = (type: keyof typeof EVENTS, data: unknown) =>
      toldOf({ eventId: 'evt_1', type, occurredAt: '2026-11-20T12:00:00.000Z', data });
    expect(of('SessionStarted', EVENTS.SessionStarted.sample)).toBeUndefined();
    expect(of('InvoiceIssued', { ...EVENTS.InvoiceIssued.sample, kind: 'influencer_receipt' })).toBeUndefined();
  });

  // Receivers are written against these forms: more may be told at any time, and whoever takes something away or changes it raises the version.
  it('keeps its form', () => {
    const forms = WEBHOOK_EVENT_TYPES.map((type) => `${type}: ${Object.keys(webhookSample(type).data).join(', ')}`);
    expect(forms).toMatchInlineSnapshot(`
      [
        "campaign.created: campaignId",
        "campaign.status_changed: campaignId, campaignTitle, from, to",
        "application.submitted: campaignId, campaignTitle, influencerId, applicationId",
        "application.decided: campaignId, campaignTitle, influencerId, applicationId, status",
        "application.withdrawn: campaignId, campaignTitle, influencerId, applicationId",
        "offer.sent: campaignId, campaignTitle, influencerId, offerId, offerVersion",
        "offer.countered: campaignId, campaignTitle, influencerId, offerId, offerVersion, by",
        "offer.rejected: campaignId, campaignTitle, influencerId, offerId, offerVersion, by",
        "offer.withdrawn: campaignId, campaignTitle, influencerId, offerId, offerVersion, by",
        "offer.accepted: campaignId, campaignTitle, influencerId, offerId, offerVersion, by, contractId, price",
        "content.submitted: campaignId, campaignTitle, influencerId, contractId, contentId, deliverableId",
        "content.reviewed: campaignId, campaignTitle, influencerId, contractId, contentId, deliverableId, status",
        "content.live: campaignId, campaignTitle, influencerId, contractId, contentId, deliverableId",
        "message.sent: campaignId, campaignTitle, influencerId, threadId, messageId, by",
        "payment.funded: campaignId, paymentId, contractIds, amount",
        "payment.failed: campaignId, paymentId, contractIds, amount, code, canceled",
        "payment.disputed: campaignId, paymentId, contractIds, amount",
        "dispute.opened: campaignId, campaignTitle, influencerId, disputeId, contractId, amount",
        "dispute.closed: campaignId, campaignTitle, influencerId, disputeId, contractId, amount, result",
        "payment.released: campaignId, paymentId, contractId, influencerId, amount",
        "payment.refunded: campaignId, paymentId, contractId, influencerId, amount",
        "invoice.issued: campaignId, paymentId, contractId, influencerId, amount, invoiceId, number",
      ]
    `);
  });
});
