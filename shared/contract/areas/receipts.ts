import * as z from 'zod/mini';
import { defineEndpoint } from '../endpoint.ts';
import { Instant, id, SocialPlatform } from '../schemas.ts';

/** A count a platform gives; null where it does not say. */
export const count = z.nullable(z.int().check(z.gte(0)));

/** Numbers as the platforms give them; null where a platform does not say, which is not zero. */
export const Counts = z.strictObject({
  views: count,
  reach: count,
  likes: count,
  comments: count,
  shares: count,
  saves: count,
});
z.globalRegistry.add(Counts, { id: 'Counts' });

/** What proves a number: the platform's answer as it was kept before anyone interpreted it, and what it hashes to. */
export const Receipt = z.strictObject({
  receiptId: id('receipt'),
  platform: SocialPlatform,
  handle: z.string(),
  mediaId: z.nullable(z.string()),
  contentId: z.nullable(id('submission')),
  campaignId: z.nullable(id('campaign')),
  counts: z.nullable(Counts),
  followers: count,
  pulledAt: Instant,
  /** The call the numbers came from, without tokens. */
  source: z.string(),
  raw: z.strictObject({
    /** JSON: the call, status, headers and body; of a list only the item that these numbers are of. */
    text: z.string(),
    /** Of the text, lower-case hex, noted when the numbers were recorded. */
    sha256: z.string(),
  }),
});
z.globalRegistry.add(Receipt, { id: 'Receipt' });

export const getReceipt = defineEndpoint({
  id: 'receipts.get-receipt',
  method: 'GET',
  path: '/receipts/{receiptId}',
  allow: ['receipt:read'],
  params: z.strictObject({ receiptId: id('receipt') }),
  responses: { 200: Receipt },
  errors: ['not_found'],
  summary: 'What proves a shown number: the answer of the platform, its hash, when and where it came from.',
});

export const receiptEndpoints = [getReceipt] as const;
