import { partitions } from '#data/keys.ts';
import { startExecution } from '#platform/machines.ts';
import { machineArn } from '#runtime/config.ts';
import { wakeMachine } from '#runtime/park-token.ts';
import { reaction } from '#runtime/reaction.ts';

/** The lifecycle machine runs from the publication on and is woken by every later change. */
export const handler = reaction(['CampaignStatusChanged'], async ({ data }) => {
  const { workspaceId, campaignId, command } = data;
  if (command === 'publish')
    await startExecution(machineArn('campaign-lifecycle'), campaignId, { workspaceId, campaignId });
  else await wakeMachine(partitions.campaign(workspaceId, campaignId), 'campaign-lifecycle', campaignId);
});
