import * as z from 'zod/mini';
import { defineEntity, ref } from './entity.ts';
import { keys } from './keys.ts';

/** That an influencer asked for the statement of a year on paper, and where it lies once it is made. */
export const EarningsStatements = defineEntity({
  name: 'earnings_statement',
  schema: z.object({
    influencerId: z.string(),
    year: z.string(),
    askedAt: z.string(),
    pdf: z.optional(z.object({ key: z.string(), sha256: z.string(), sizeBytes: z.int(), renderedAt: z.string() })),
    version: z.int(),
  }),
  key: ({ influencerId, year }) => keys.earningsStatement(influencerId, year),
});

export const earningsStatementRef = (influencerId: string, year: string) =>
  ref(EarningsStatements, keys.earningsStatement(influencerId, year));
