import * as z from 'zod/mini';
import { defineEntity, ref } from './entity.ts';
import { keys } from './keys.ts';

/** That an influencer was invited to apply to a campaign, once. */
export const Invited = defineEntity({
  name: 'invited',
  schema: z.object({
    influencerId: z.string(),
    workspaceId: z.string(),
    campaignId: z.string(),
    ruleId: z.string(),
    runId: z.string(),
    /** How well the campaign fitted, 0-100. */
    score: z.int(),
    at: z.string(),
  }),
  key: (invited) => keys.invited(invited.influencerId, invited.campaignId),
});

export const invitedRef = (influencerId: string, campaignId: string) =>
  ref(Invited, keys.invited(influencerId, campaignId));
