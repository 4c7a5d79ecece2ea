import { publishCampaign } from '#contract/areas/lifecycle.ts';
import { commandCampaign } from '#runtime/command-campaign.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(publishCampaign, (call) => commandCampaign(call, 'publish'));
