import * as z from 'zod/mini';
import { CLAW_BACK_STATUSES, CLAW_BACK_USES } from '#domain/claw-back.ts';
import { defineEndpoint } from '../endpoint.ts';
import { Instant, id, Money, page, pageQuery, text } from '../schemas.ts';

/** Money that is taken back from an influencer after it was paid out. */
export const ClawBack = z.strictObject({
  contractId: id('contract'),
  campaignId: id('campaign'),
  /** Which part of the contract's money; `1` where it is in one. */
  part: z.string(),
  amount: Money,
  /** What of it has come back. */
  back: Money,
  /** What is still owed: it is taken from later payouts. */
  owed: Money,
  status: z.enum(CLAW_BACK_STATUSES),
  reason: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
});
z.globalRegistry.add(ClawBack, { id: 'ClawBack' });

/** The same for people of the platform. */
export const ClawBackOrder = z.strictObject({
  ...ClawBack.shape,
  workspaceId: id('workspace'),
  influencerId: id('influencer'),
  /** `reserve`: kept for the payment; `refund`: paid back to the brand once all of it is back. */
  use: z.enum(CLAW_BACK_USES),
  /** Null while it is only proposed: nothing is taken before somebody orders it. */
  askedBy: z.nullable(id('user')),
});
z.globalRegistry.add(ClawBackOrder, { id: 'ClawBackOrder' });

export const orderClawBack = defineEndpoint({
  id: 'payments.order-claw-back',
  method: 'POST',
  path: '/admin/claw-backs',
  allow: ['payment:claw-back'],
  stepUp: true,
  idempotent: true,
  rate: 'payments',
  body: z.strictObject({
    workspaceId: id('workspace'),
    campaignId: id('campaign'),
    contractId: id('contract'),
    /** Which part of the money, where a contract was paid out in several: its milestone, and what it was cut off as, e.g. `2`. */
    part: z.optional(z.string().check(z.regex(/^\d{1,3}(-\d{1,3})?$/))),
    amount: z.extend(Money, { amountMinor: z.int().check(z.gte(1), z.lte(99_999_999)) }),
    use: z.enum(CLAW_BACK_USES),
    reason: text(3, 500),
  }),
  responses: { 201: ClawBackOrder },
  errors: ['validation_failed', 'not_found', 'contract_not_released', 'claw_back_too_much', 'claw_back_exists'],
  summary:
    'Take back what an influencer was paid for a contract: as far as their balance at the provider covers it now, the rest from later payouts.',
});

export const listClawBackOrders = defineEndpoint({
  id: 'payments.list-claw-back-orders',
  method: 'GET',
  path: '/admin/claw-backs',
  allow: ['payment:claw-back'],
  query: pageQuery({}),
  responses: { 200: page(ClawBackOrder) },
  errors: ['bad_cursor'],
  summary:
    'Every order to take back what was paid out, newest first, with what has come back; and what is proposed to be taken back.',
});

export const listClawBacks = defineEndpoint({
  id: 'payouts.list-claw-backs',
  method: 'GET',
  path: '/payouts/claw-backs',
  allow: ['influencer:self'],
  responses: { 200: z.strictObject({ items: z.array(ClawBack) }) },
  errors: [],
  summary: 'What the influencer has to give back of what they were paid, and what of it is still owed.',
});

export const clawBackEndpoints = [orderClawBack, listClawBackOrders, listClawBacks] as const;
