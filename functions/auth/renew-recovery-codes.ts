import { renewRecoveryCodes } from '#contract/areas/two-factor.ts';
import { replace } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { SecondFactors, secondFactorRef } from '#data/second-factor.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newRecoveryCodes } from '#runtime/second-factor.ts';

export const handler = endpoint(renewRecoveryCodes, async (call) => {
  const { userId } = call.actor();
  const { codes, hashes } = newRecoveryCodes(userId);
  return call.commit({
    reads: { factor: secondFactorRef(userId) },
    decide: ({ factor }) => {
      if (!factor) return refuse('second_factor_off');
      return {
        changes: [replace(SecondFactors, factor, { ...factor, recoveryHashes: hashes })],
        event: {
          type: 'RecoveryCodesRenewed',
          aggregateId: userId,
          seq: call.nowMs,
          partition: partitions.user(userId),
          data: { userId },
        },
        answer: { status: 200, body: { recoveryCodes: codes } },
      };
    },
  });
});
