import { lookAtRelease, ReleaseInput } from '#runtime/money/release-turn.ts';
import { remindOfHold } from '#runtime/money/remind-hold.ts';
import { step } from '#runtime/step.ts';

/** Reminds both sides that the money may not be held much longer; a repeat finds it done. */
export const handler = step(ReleaseInput, async (name, { nowMs }) => {
  const next = await lookAtRelease(name, nowMs);
  if (next.do === 'remind') await remindOfHold(name, nowMs, next.partId);
  return { restSeconds: 0 };
});
