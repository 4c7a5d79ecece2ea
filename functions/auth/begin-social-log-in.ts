import { beginSocialLogIn } from '#contract/areas/identities.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { planVisit } from '#runtime/social-log-in.ts';

export const handler = endpoint(beginSocialLogIn, async (call) => {
  const { change, begun, cookie } = planVisit(call.params.provider, { linking: null, ...call.query }, call.nowMs);
  const answer = await call.commit({
    reads: {},
    decide: () => ({ changes: [change], answer: { status: 201, body: begun } }),
  });
  return { ...answer, cookies: [cookie] };
});
