import { listSocialAccounts } from '#contract/areas/social.ts';
import { findTogether } from '#data/read.ts';
import { allSocialRefs } from '#data/social.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { socialAccountView } from '#runtime/views/social.ts';

export const handler = endpoint(listSocialAccounts, async (call) => {
  const { influencerId } = call.influencer();
  const accounts = Object.values(await findTogether(allSocialRefs(influencerId)));
  return { status: 200, body: { items: accounts.flatMap((account) => (account ? [socialAccountView(account)] : [])) } };
});
