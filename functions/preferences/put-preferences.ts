import { putPreferences } from '#contract/areas/preferences.ts';
import { NOTICE_LINES } from '#contract/notice-channels.ts';
import { createOrReplace } from '#data/change.ts';
import { NoticeWishes, noticeWishesRef } from '#data/notice-wishes.ts';
import { userRef } from '#data/person.ts';
import { secondFactorRef } from '#data/second-factor.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { decideWishes } from '#domain/notice-wishes.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { isSmsOffered } from '#runtime/sms-offer.ts';
import { kindsShownTo, preferencesView } from '#runtime/views/preferences.ts';

export const handler = endpoint(putPreferences, async (call) => {
  const actor = call.actor();
  const { userId } = actor;
  const { version, ...asked } = call.body;
  const shown = new Set(kindsShownTo(actor).keys());
  return call.commit({
    reads: { wishes: noticeWishesRef(userId), user: userRef(userId), factor: secondFactorRef(userId) },
    decide: ({ wishes, user, factor }) => {
      if (!user) return refuse('not_found');
      if ((wishes?.version ?? 0) !== version) return refuse('version_conflict');
      const decided = decideWishes(asked, { lines: NOTICE_LINES, shown, before: wishes?.kinds ?? {} });
      if (isRefused(decided)) return decided;
      if (decided.texts && !isSmsOffered())
        return refuse('sms_not_offered', 'Nothing is sent by SMS here; leave it out.');
      if (decided.texts && !factor?.phone)
        return refuse(
          'phone_not_set',
          'There is no phone number to send SMS to; set one up under Account, Security first.',
        );
      const { quietHours, digest } = asked;
      const after = { userId, kinds: decided.kinds, quietHours, digest, updatedAt: call.nowIso };
      return {
        changes: [createOrReplace(NoticeWishes, wishes, after)],
        answer: {
          status: 200,
          body: preferencesView(actor, { ...after, version: version + 1 }, { timezone: user.timezone, factor }),
        },
      };
    },
  });
});
