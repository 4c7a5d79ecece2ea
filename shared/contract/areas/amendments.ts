import * as z from 'zod/mini';
import { AMENDMENT_ANSWERS, AMENDMENT_STATUSES } from '#domain/amendment.ts';
import { defineEndpoint } from '../endpoint.ts';
import { Day, Instant, id, Money, text } from '../schemas.ts';
import { Exclusivity, OfferSide, OfferTerms, UsageRights } from './offers.ts';

/** What one side proposes to change in a running contract. */
export const Amendment = z.strictObject({
  contractId: id('contract'),
  /** The version of the contract that it would make, or has made. */
  version: z.int(),
  status: z.enum(AMENDMENT_STATUSES),
  proposedBy: OfferSide,
  proposedAt: Instant,
  /** All terms as they would be. */
  terms: OfferTerms,
  message: z.string(),
  answeredAt: z.nullable(Instant),
  reason: z.nullable(z.string()),
});
z.globalRegistry.add(Amendment, { id: 'Amendment' });

const params = z.strictObject({ contractId: id('contract') });
const OneAmendment = z.strictObject({ amendment: z.nullable(Amendment) });

export const getAmendment = defineEndpoint({
  id: 'deeds.get-amendment',
  method: 'GET',
  path: '/contracts/{contractId}/amendment',
  allow: ['contract:read'],
  params,
  responses: { 200: OneAmendment },
  errors: ['not_found'],
  summary: 'The newest proposal to change a contract, open or answered; null for none.',
});

export const proposeAmendment = defineEndpoint({
  id: 'deeds.propose-amendment',
  method: 'POST',
  path: '/contracts/{contractId}/amendment',
  allow: ['contract:sign'],
  byGrant: 'thing',
  idempotent: true,
  params,
  body: z.strictObject({
    /** The version of the contract that was read. */
    version: z.int().check(z.gte(1), z.lte(99)),
    dueOn: z.optional(Day),
    milestones: z.optional(
      z.array(z.strictObject({ number: z.int().check(z.gte(1)), dueOn: Day })).check(z.maxLength(12)),
    ),
    usageRights: z.optional(z.string().check(z.trim(), z.maxLength(2000))),
    rights: z.optional(UsageRights),
    exclusivity: z.optional(z.nullable(Exclusivity)),
    revisionRounds: z.optional(z.int().check(z.gte(0), z.lte(10))),
    /** Null: content waits for its answer. */
    reviewDays: z.optional(z.nullable(z.int().check(z.gte(1), z.lte(30)))),
    /** Refused where it is another than was agreed. */
    price: z.optional(Money),
    message: z._default(z.string().check(z.trim(), z.maxLength(2000)), ''),
  }),
  responses: { 201: OneAmendment },
  errors: ['not_found', 'document_changed', 'contract_over', 'amendment_open', 'price_is_fixed', 'validation_failed'],
  summary: 'Propose other terms for a running contract; what is not named stays as it is, and so does the price.',
});

export const answerAmendment = defineEndpoint({
  id: 'deeds.answer-amendment',
  method: 'POST',
  path: '/contracts/{contractId}/amendment/answer',
  allow: ['contract:sign'],
  byGrant: 'thing',
  idempotent: true,
  params,
  body: z.strictObject({
    /** The version that the proposal would make. */
    version: z.int().check(z.gte(2), z.lte(100)),
    answer: z.enum(AMENDMENT_ANSWERS),
    reason: z.optional(text(1, 1000)),
  }),
  responses: { 200: OneAmendment },
  errors: ['not_found', 'amendment_not_open', 'amendment_not_yours', 'contract_over'],
  summary:
    'Accept what the other side proposed, which makes the next version of the contract; decline it, or withdraw what your own side proposed.',
});

export const amendmentEndpoints = [getAmendment, proposeAmendment, answerAmendment] as const;
