import * as z from 'zod/mini';
import { turnText } from '#domain/dispute.ts';
import { endRelease, isDrivenByOther } from '#runtime/money/drive-release.ts';
import { ChainedInput, lookAtTurn } from '#runtime/money/release-turn.ts';
import { step } from '#runtime/step.ts';
import { isOutdated } from '../../turns.ts';

/** Longest a turn waits before it looks at the table again, seconds. */
const LONGEST_WAIT_SECONDS = 30 * 86_400;

const Input = z.extend(ChainedInput, { revision: z.optional(z.int()) });

/** Says what the release does next, in words that tell whether anything changes until the machine waits. */
export const handler = step(Input, async ({ chain, revision, ...name }, context) => {
  const { nowMs } = context;
  if (await isDrivenByOther(name, chain)) return { next: 'stop', seen: 'stop', waitSeconds: 1 };
  if (isOutdated('escrow-release', revision)) return { next: 'hand_over', seen: 'hand_over', waitSeconds: 1 };
  const next = await lookAtTurn(name, nowMs);
  const seen = turnText(next);
  // Money that came back since it was looked at is looked at again at once.
  if (next.do === 'stop')
    return { next: (await endRelease(name, chain, context)) ? 'stop' : 'wait', seen, waitSeconds: 1 };
  const untilMs = next.do === 'wait' ? next.untilMs : null;
  const waitSeconds =
    untilMs === null
      ? LONGEST_WAIT_SECONDS
      : Math.min(LONGEST_WAIT_SECONDS, Math.max(1, Math.ceil((untilMs - nowMs) / 1000)));
  return { next: next.do, seen, waitSeconds };
});
