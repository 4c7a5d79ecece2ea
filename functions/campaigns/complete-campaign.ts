import { completeCampaign } from '#contract/areas/lifecycle.ts';
import { commandCampaign } from '#runtime/command-campaign.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(completeCampaign, (call) => commandCampaign(call, 'complete'));
