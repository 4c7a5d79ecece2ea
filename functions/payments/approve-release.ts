import { approveRelease } from '#contract/areas/payments.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { confirmRelease } from '#runtime/money/confirm-release.ts';

export const handler = endpoint(approveRelease, (call) => confirmRelease(call, { state: 'approved' }));
