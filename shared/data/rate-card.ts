import * as z from 'zod/mini';
import { DELIVERABLE_TYPES } from '#domain/campaign.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';
import { money, platform } from './shapes.ts';

/** An influencer's usual prices. */
export const RateCards = defineEntity({
  name: 'rate_card',
  schema: z.object({
    influencerId: z.string(),
    lines: z.array(z.object({ platform, type: z.enum(DELIVERABLE_TYPES), price: money })),
    version: z.int(),
    updatedAt: z.string(),
  }),
  key: (card) => keys.rateCard(card.influencerId),
});
export type RateCardItem = ValueOf<typeof RateCards>;

export const rateCardRef = (influencerId: string) => ref(RateCards, keys.rateCard(influencerId));
