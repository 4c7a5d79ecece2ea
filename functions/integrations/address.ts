import { Failure } from '#contract/failure.ts';
import { webhookAddressProblem } from '#domain/webhook-address.ts';
import { webhookTargets } from '#runtime/webhook-targets.ts';

/** Throws validation_failed for an address that nothing may be sent to, saying why. */
export function demandAddress(url: string | undefined): void {
  const problem = url === undefined ? undefined : webhookAddressProblem(url, webhookTargets());
  if (problem) throw new Failure('validation_failed', undefined, { issues: [{ path: 'url', message: problem }] });
}
