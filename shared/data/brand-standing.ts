import * as z from 'zod/mini';
import { BRAND_STATES } from '#domain/brand-standing.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

/** What people of the platform know of a brand, beside its profile, which its workspace writes. */
export const BrandStandings = defineEntity({
  name: 'brand_standing',
  schema: z.object({
    workspaceId: z.string(),
    brandId: z.string(),
    state: z.enum(BRAND_STATES),
    companyName: z.nullable(z.string()),
    clearedCampaignId: z.optional(z.string()),
    decisions: z.array(
      z.object({
        state: z.enum(BRAND_STATES),
        /** For the brand. */
        reason: z.string(),
        /** How it was found out, for people of the platform. */
        note: z.string(),
        /** Without an id for operators, who have no account. */
        by: z.object({ userId: z.nullable(z.string()), name: z.string() }),
        at: z.string(),
      }),
    ),
    version: z.int(),
    updatedAt: z.string(),
  }),
  key: ({ workspaceId, brandId }) => keys.brandStanding(workspaceId, brandId),
});
export type BrandStandingItem = ValueOf<typeof BrandStandings>;

export const brandStandingRef = (workspaceId: string, brandId: string) =>
  ref(BrandStandings, keys.brandStanding(workspaceId, brandId));

/** A brand of which nothing is known yet. */
export function newStanding(workspaceId: string, brandId: string, nowIso: string): BrandStandingItem {
  return {
    ...{ workspaceId, brandId, state: 'unverified', companyName: null, decisions: [] },
    ...{ version: 0, updatedAt: nowIso },
  };
}
