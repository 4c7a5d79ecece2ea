import * as z from 'zod/mini';
import { id } from '#contract/schemas.ts';
import { campaignRef } from '#data/campaign.ts';
import { partitions } from '#data/keys.ts';
import { parkToken } from '#runtime/park-token.ts';
import { step } from '#runtime/step.ts';

const Input = z.object({
  workspaceId: id('workspace'),
  campaignId: id('campaign'),
  seenVersion: z.int(),
  taskToken: z.string(),
});

/** Keeps the token that wakes the lifecycle; when the campaign has changed since it was read, wakes at once. */
export const handler = step(Input, async ({ workspaceId, campaignId, seenVersion, taskToken }, context) => {
  await parkToken(context, {
    partition: partitions.campaign(workspaceId, campaignId),
    machine: 'campaign-lifecycle',
    key: campaignId,
    taskToken,
    watched: campaignRef(workspaceId, campaignId),
    seenVersion,
  });
  return {};
});
