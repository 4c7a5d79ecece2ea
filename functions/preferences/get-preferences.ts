import { getPreferences } from '#contract/areas/preferences.ts';
import { Failure } from '#contract/failure.ts';
import { noticeWishesRef } from '#data/notice-wishes.ts';
import { userRef } from '#data/person.ts';
import { findTogether } from '#data/read.ts';
import { secondFactorRef } from '#data/second-factor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { preferencesView } from '#runtime/views/preferences.ts';

export const handler = endpoint(getPreferences, async (call) => {
  const actor = call.actor();
  const { userId } = actor;
  const { wishes, user, factor } = await findTogether({
    wishes: noticeWishesRef(userId),
    user: userRef(userId),
    factor: secondFactorRef(userId),
  });
  if (!user) throw new Failure('not_found');
  return { status: 200, body: preferencesView(actor, wishes, { timezone: user.timezone, factor }) };
});
