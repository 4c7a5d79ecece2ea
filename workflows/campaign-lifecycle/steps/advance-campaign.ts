import * as z from 'zod/mini';
import { id } from '#contract/schemas.ts';
import { budgetRef } from '#data/budget.ts';
import { campaignRef } from '#data/campaign.ts';
import { commit } from '#data/commit.ts';
import { isRefused } from '#domain/decision.ts';
import { nextStep } from '#domain/lifecycle.ts';
import { planTransition } from '#runtime/campaign-transition.ts';
import { secondsUntilDay } from '#runtime/clock.ts';
import { step } from '#runtime/step.ts';
import { isOutdated } from '../../turns.ts';

/** Longest a turn waits before it looks at the table again, seconds. */
const LONGEST_WAIT_SECONDS = 30 * 86_400;

const Input = z.object({
  workspaceId: id('workspace'),
  campaignId: id('campaign'),
  revision: z.optional(z.int()),
});

/** Gives the command whose day has come, and says what to wait for next. */
export const handler = step(Input, async ({ workspaceId, campaignId, revision }, context) => {
  if (isOutdated('campaign-lifecycle', revision)) return { next: 'hand_over', version: 0, waitSeconds: 1 };
  const outcome = await commit(context, {
    reads: { campaign: campaignRef(workspaceId, campaignId), budget: budgetRef(workspaceId, campaignId) },
    decide: ({ campaign, budget }) => {
      if (!campaign) return stopped();
      const next = nextStep(campaign, context.nowIso.slice(0, 10));
      if (next.do === 'stop') return stopped();
      if (next.do === 'wait') return waiting(campaign.version, next.untilOn, context.nowMs);
      const planned = planTransition(campaign, next.command, {
        nowIso: context.nowIso,
        brandName: '',
        budget,
      });
      if (isRefused(planned)) return planned;
      const after = nextStep(planned.campaign, context.nowIso.slice(0, 10));
      const { changes, event } = planned;
      if (after.do === 'stop') return { ...stopped(), changes, event };
      return {
        ...waiting(
          planned.campaign.version,
          after.do === 'wait' ? after.untilOn : context.nowIso.slice(0, 10),
          context.nowMs,
        ),
        changes,
        event,
      };
    },
  });
  if (isRefused(outcome)) throw new Error(`The campaign refused its own clock: ${outcome.refused}.`);
  return outcome.body;
});

interface Turn {
  next: 'stop' | 'wait' | 'hand_over';
  /** The version of the campaign this turn has seen. */
  version: number;
  waitSeconds: number;
}

function turn(body: Turn) {
  return { changes: [], answer: { status: 200, body } };
}

function stopped() {
  return turn({ next: 'stop', version: 0, waitSeconds: 1 });
}

function waiting(version: number, untilOn: string | null, nowMs: number) {
  const waitSeconds =
    untilOn === null
      ? LONGEST_WAIT_SECONDS
      : Math.min(LONGEST_WAIT_SECONDS, Math.max(1, secondsUntilDay(untilOn, nowMs)));
  return turn({ next: 'wait', version, waitSeconds });
}
