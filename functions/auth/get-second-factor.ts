import { getSecondFactor } from '#contract/areas/two-factor.ts';
import { findOne } from '#data/read.ts';
import { secondFactorRef } from '#data/second-factor.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(getSecondFactor, async (call) => {
  const factor = await findOne(secondFactorRef(call.actor().userId));
  return {
    status: 200,
    body: {
      enabled: factor !== undefined,
      enabledAt: factor?.enabledAt ?? null,
      recoveryCodesLeft: factor?.recoveryHashes.length ?? 0,
    },
  } as const;
});
