import { stopMails } from '#contract/areas/preferences.ts';
import { NOTICE_LINES } from '#contract/notice-channels.ts';
import { createOrReplace } from '#data/change.ts';
import { NoticeWishes } from '#data/notice-wishes.ts';
import { refuse } from '#domain/decision.ts';
import { USUAL_DIGEST } from '#domain/notice-plan.ts';
import { withoutMails } from '#domain/notice-wishes.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { namedBy, unsubscribingView } from './unsubscribing.ts';

export const handler = endpoint(stopMails, async (call) =>
  call.commit({
    reads: namedBy(call.params.link),
    decide: ({ link, wishes }) => {
      if (!link || link.expiresAtMs <= call.nowMs) return refuse('unsubscribe_link_not_found');
      const before = wishes?.kinds ?? {};
      const kinds = withoutMails(before, link.kinds, NOTICE_LINES);
      const answer = { status: 200 as const, body: unsubscribingView(link.kinds, kinds ?? before) };
      if (!kinds) return { changes: [], answer };
      const { quietHours = null, digest = USUAL_DIGEST } = wishes ?? {};
      const after = { userId: link.userId, kinds, quietHours, digest, updatedAt: call.nowIso };
      return { changes: [createOrReplace(NoticeWishes, wishes, after)], answer };
    },
  }),
);
