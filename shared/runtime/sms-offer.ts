import { Failure } from '#contract/failure.ts';
import { setting } from './config.ts';

/** Whether this deployment sends codes by SMS. */
export function isSmsOffered(): boolean {
  return setting('SMS_SENDER') !== 'none';
}

/** Throws Failure sms_not_offered where no codes are sent by SMS. */
export function demandSms(): void {
  if (!isSmsOffered()) throw new Failure('sms_not_offered');
}
