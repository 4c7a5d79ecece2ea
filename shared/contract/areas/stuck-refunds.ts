import * as z from 'zod/mini';
import { STUCK_REFUND_ACTIONS } from '#domain/refund-tries.ts';
import { defineEndpoint } from '../endpoint.ts';
import { DealNames, Instant, id, Money, page, pageQuery } from '../schemas.ts';

/** A refund that was refused, or came back, until it was given up: people of the platform decide about it. */
export const StuckRefund = z.strictObject({
  workspaceId: id('workspace'),
  campaignId: id('campaign'),
  contractId: id('contract'),
  influencerId: id('influencer'),
  deal: DealNames,
  /** Which part of the contract's money; `1` where it is in one. */
  part: z.string(),
  amount: Money,
  /** Why it was refused last, in the provider's words. */
  code: z.string(),
  tries: z.int(),
  stuckSince: Instant,
});
z.globalRegistry.add(StuckRefund, { id: 'StuckRefund' });

export const listStuckRefunds = defineEndpoint({
  id: 'payments.list-stuck-refunds',
  method: 'GET',
  path: '/admin/stuck-refunds',
  allow: ['payment:claw-back'],
  query: pageQuery({}),
  responses: { 200: page(StuckRefund) },
  errors: ['bad_cursor'],
  summary: 'Refunds that could not be made, however often they were tried: people decide about each.',
});

export const decideStuckRefund = defineEndpoint({
  id: 'payments.decide-stuck-refund',
  method: 'POST',
  path: '/admin/stuck-refunds',
  allow: ['payment:claw-back'],
  stepUp: true,
  idempotent: true,
  rate: 'payments',
  body: z.strictObject({
    workspaceId: id('workspace'),
    campaignId: id('campaign'),
    contractId: id('contract'),
    part: z.string().check(z.regex(/^\d{1,3}(-\d{1,3})?$/)),
    /** `retry`: it is tried at once, and then on the same schedule; `credit`: the brand is owed the money instead. */
    action: z.enum(STUCK_REFUND_ACTIONS),
  }),
  responses: {
    200: z.strictObject({ contractId: id('contract'), part: z.string(), action: z.enum(STUCK_REFUND_ACTIONS) }),
  },
  errors: ['validation_failed', 'not_found', 'refund_not_stuck'],
  summary: 'Try a refund that was given up once more, or owe the brand the money instead.',
});

export const stuckRefundEndpoints = [listStuckRefunds, decideStuckRefund] as const;
