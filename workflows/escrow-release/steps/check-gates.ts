import { turnText } from '#domain/dispute.ts';
import { lookAtTurn, ReleaseInput } from '#runtime/money/release-turn.ts';
import { step } from '#runtime/step.ts';

/** Longest a turn waits before it looks at the table again, seconds. */
const LONGEST_WAIT_SECONDS = 30 * 86_400;

/** Says what the release does next, in words that tell whether anything changes until the machine waits. */
export const handler = step(ReleaseInput, async (name, { nowMs }) => {
  const next = await lookAtTurn(name, nowMs);
  const untilMs = next.do === 'wait' ? next.untilMs : null;
  const waitSeconds =
    untilMs === null
      ? LONGEST_WAIT_SECONDS
      : Math.min(LONGEST_WAIT_SECONDS, Math.max(1, Math.ceil((untilMs - nowMs) / 1000)));
  return { next: next.do, seen: turnText(next), waitSeconds };
});
