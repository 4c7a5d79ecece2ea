import { getPaymentStatus } from '#contract/areas/payments.ts';
import { Failure } from '#contract/failure.ts';
import { paymentRef } from '#data/payment.ts';
import { findOne } from '#data/read.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { paymentView } from '#runtime/views/payment.ts';

export const handler = endpoint(getPaymentStatus, async (call) => {
  const { workspaceId } = call.member();
  const payment = await findOne(paymentRef(workspaceId, call.params.paymentId));
  if (!payment) throw new Failure('not_found');
  return { status: 200, body: paymentView(payment, call.nowMs) };
});
