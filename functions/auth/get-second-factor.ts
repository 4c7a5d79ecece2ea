import { getSecondFactor } from '#contract/areas/two-factor.ts';
import { findOne } from '#data/read.ts';
import { secondFactorRef } from '#data/second-factor.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { isSmsOffered } from '#runtime/sms-offer.ts';

export const handler = endpoint(getSecondFactor, async (call) => {
  const factor = await findOne(secondFactorRef(call.actor().userId));
  return {
    status: 200,
    body: {
      enabled: factor !== undefined,
      enabledAt: factor?.enabledAt ?? null,
      recoveryCodesLeft: factor?.recoveryHashes.length ?? 0,
      hasApp: factor?.wrappedSecret !== undefined,
      phone: factor?.phone ? { endsIn: factor.phone.endsIn, addedAt: factor.phone.addedAt } : null,
      smsOffered: isSmsOffered(),
    },
  } as const;
});
