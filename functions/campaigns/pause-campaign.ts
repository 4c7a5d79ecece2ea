import { pauseCampaign } from '#contract/areas/lifecycle.ts';
import { commandCampaign } from '#runtime/command-campaign.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(pauseCampaign, (call) => commandCampaign(call, 'pause'));
