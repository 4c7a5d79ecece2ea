import { RULED_EVENTS } from '#contract/events.ts';
import { listRulesFor } from '#data/rule.ts';
import { reaction } from '#runtime/reaction.ts';
import { runRule } from '#runtime/rules/run-rule.ts';

/** Runs the rules of its workspace that wait for an event, side by side; where there are none it costs one small query. */
export const handler = reaction(RULED_EVENTS, async (event) => {
  const { workspaceId } = event.data;
  const rules = await listRulesFor(workspaceId, event.type);
  const outcomes = await Promise.allSettled(rules.map((rule) => runRule({ ...event, data: { ...event.data } }, rule)));
  // After all of them: no rule stands in the way of another. What failed is done by the next delivery.
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
});
