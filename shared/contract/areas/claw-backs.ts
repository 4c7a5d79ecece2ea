import * as z from 'zod/mini';
import { CLAW_BACK_STATUSES, CLAW_BACK_USES } from '#domain/claw-back.ts';
import { defineEndpoint } from '../endpoint.ts';
import { DealNames, Instant, id, Money, page, pageQuery, text } from '../schemas.ts';

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
  /** What of it was let go; null where nothing was. */
  waived: z.nullable(Money),
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
  deal: DealNames,
  /** `reserve`: kept for the payment; `refund`: paid back to the brand once all of it is back. */
  use: z.enum(CLAW_BACK_USES),
  /** Null while it is only proposed: nothing is taken before somebody orders it. */
  askedBy: z.nullable(id('user')),
  /** Whoever wants no more of it taken, and why; it takes a second person, until `until`. Null when nobody has asked. */
  dismissal: z.nullable(
    z.strictObject({
      ...{ reason: z.string(), askedAt: Instant, until: Instant },
      askedBy: z.strictObject({ userId: id('user'), name: z.string() }),
      agreedBy: z.nullable(z.strictObject({ userId: id('user'), name: z.string() })),
    }),
  ),
});
z.globalRegistry.add(ClawBackOrder, { id: 'ClawBackOrder' });

const PartName = z.string().check(z.regex(/^\d{1,3}(-\d{1,3})?$/));

/** Money of a contract that an influencer was paid, of which some may be taken back. */
export const PaidOut = z.strictObject({
  contractId: id('contract'),
  campaignId: id('campaign'),
  workspaceId: id('workspace'),
  influencerId: id('influencer'),
  part: z.string(),
  ...DealNames.shape,
  /** The milestone it was for, of a contract that has several. */
  milestone: z.nullable(z.int()),
  /** What they got of the contract's money. */
  paid: Money,
  /** What of the whole contract was taken back so far. */
  takenBack: Money,
});
z.globalRegistry.add(PaidOut, { id: 'PaidOut' });

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
    part: z.optional(PartName),
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

export const dismissClawBack = defineEndpoint({
  id: 'payments.dismiss-claw-back',
  method: 'POST',
  path: '/admin/claw-backs/dismissals',
  allow: ['payment:claw-back'],
  stepUp: true,
  idempotent: true,
  rate: 'payments',
  body: z.strictObject({
    influencerId: id('influencer'),
    contractId: id('contract'),
    part: PartName,
    /** Required of whoever asks first; the influencer reads it once a second person agrees. */
    reason: z.optional(text(3, 500)),
  }),
  responses: { 200: ClawBackOrder },
  errors: ['validation_failed', 'not_found', 'claw_back_over', 'claw_back_moving', 'same_person'],
  summary:
    'Take nothing, or nothing more, back of what is proposed or ordered: the first admin asks with a reason, a second one agrees within a week. What came back stays.',
});

export const listPaidOut = defineEndpoint({
  id: 'payments.list-paid-out',
  method: 'GET',
  path: '/admin/influencers/{influencerId}/paid-out',
  allow: ['payment:claw-back'],
  params: z.strictObject({ influencerId: id('influencer') }),
  query: pageQuery({}),
  responses: { 200: page(PaidOut) },
  errors: ['bad_cursor'],
  summary: 'What an influencer was paid, contract by contract, newest first: what may be taken back.',
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

export const clawBackEndpoints = [
  orderClawBack,
  listClawBackOrders,
  dismissClawBack,
  listPaidOut,
  listClawBacks,
] as const;
