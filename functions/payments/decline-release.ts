import { declineRelease } from '#contract/areas/payments.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { confirmRelease } from '#runtime/money/confirm-release.ts';

export const handler = endpoint(declineRelease, (call) =>
  confirmRelease(call, { state: 'declined', reason: call.body.reason }),
);
