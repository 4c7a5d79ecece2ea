import { lookUpUnsubscribing } from '#contract/areas/preferences.ts';
import { Failure } from '#contract/failure.ts';
import { findTogether } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { namedBy, unsubscribingView } from './unsubscribing.ts';

export const handler = endpoint(lookUpUnsubscribing, async (call) => {
  const { link, wishes } = await findTogether(namedBy(call.body.link));
  if (!link || link.expiresAtMs <= call.nowMs) throw new Failure('unsubscribe_link_not_found');
  return { status: 200, body: unsubscribingView(link.kinds, wishes?.kinds ?? {}) };
});
