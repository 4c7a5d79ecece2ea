import { getTaxForm } from '#contract/areas/payments.ts';
import { payoutAccountRef } from '#data/payout.ts';
import { findOne } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { taxFormView } from '#runtime/views/payment.ts';

export const handler = endpoint(getTaxForm, async (call) => {
  const { influencerId } = call.params;
  const account = await findOne(payoutAccountRef(influencerId));
  return { status: 200, body: { influencerId, taxForm: account ? taxFormView(account, call.nowIso) : null } };
});
