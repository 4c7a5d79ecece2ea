import { listClawBacks } from '#contract/areas/claw-backs.ts';
import { listClawBacksOf } from '#data/claw-back.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { clawBackView } from '#runtime/views/claw-back.ts';

export const handler = endpoint(listClawBacks, async (call) => {
  const orders = await listClawBacksOf(call.influencer().influencerId);
  return { status: 200, body: { items: orders.filter(({ askedBy }) => askedBy !== null).map(clawBackView) } };
});
