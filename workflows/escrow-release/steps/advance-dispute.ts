import { advanceDispute } from '#runtime/disputes/advance-dispute.ts';
import { ReleaseInput } from '#runtime/money/release-turn.ts';
import { step } from '#runtime/step.ts';

/** Does what time brings to the dispute about a hold: reminds, hands it to staff, or ends it when the money is gone. */
export const handler = step(ReleaseInput, async (name) => {
  await advanceDispute(name);
  return { restSeconds: 0 };
});
