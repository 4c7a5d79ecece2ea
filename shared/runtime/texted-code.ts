import { Failure } from '#contract/failure.ts';
import { SMS_LIMITS } from '#contract/limits.ts';
import { type Change, createOrReplace, update } from '#data/change.ts';
import { challengeRef, SmsSends, type SmsSendsItem, smsSendsRef, type TextedCode } from '#data/second-factor.ts';
import { endOfNumber, nextSendAt, type SendLimit, withSend } from '#domain/phone.ts';
import { SmsError, sendSms } from '#platform/sms.ts';
import { isoOf } from './clock.ts';
import { setting } from './config.ts';
import { sha256 } from './hash.ts';
import { newMailedCode, newSecret } from './ids.ts';
import { hashOfMailedCode } from './mailed-code.ts';
import { demandSms } from './sms-offer.ts';

interface Sends {
  ofPerson: SmsSendsItem | undefined;
  ofNumber: SmsSendsItem | undefined;
}

/** A code for a number, before anything of it is written or sent; throws Failure sms_not_offered where this deployment sends none. */
export function planText({ userId, number, nowMs }: { userId: string; number: string; nowMs: number }) {
  demandSms();
  const [code, salt, numberHash] = [newMailedCode(), newSecret(), sha256(number)];
  const expiresAtMs = nowMs + SMS_LIMITS.minutes * 60_000;
  const texted: TextedCode = { codeHash: hashOfMailedCode(salt, code), salt, wrongCodes: 0, expiresAtMs };
  return {
    texted,
    expiresAtMs,
    /** What counting it needs to know. */
    reads: { ofPerson: smsSendsRef(userId), ofNumber: smsSendsRef(numberHash) },
    /** Counts it for the person and for the number; throws Failure rate_limited when either was sent enough. */
    counted: ({ ofPerson, ofNumber }: Sends): Change[] => {
      const both = [
        { to: userId, before: ofPerson },
        { to: numberHash, before: ofNumber },
      ];
      const nextMs = Math.max(...both.map(({ before }) => maySendSmsAt(before, SMS_LIMITS.sends)));
      if (nextMs > nowMs)
        throw new Failure('rate_limited', 'No more codes can be sent by SMS for the moment.', {
          retryAfterSeconds: Math.ceil((nextMs - nowMs) / 1000),
        });
      return both.map(({ to, before }) => countSms(to, before, nowMs, SMS_LIMITS.sends));
    },
    /** What the person is told. */
    answer: (challenge: string) => ({ challenge, endsIn: endOfNumber(number), expiresAt: isoOf(expiresAtMs) }),
    /** Sends it, once it is on record: an SMS that nobody counted could be had again and again. */
    send: () => send(number, code),
  };
}

/** When somebody may be sent another SMS, ms since the epoch; the past and the present mean now. */
export function maySendSmsAt(before: SmsSendsItem | undefined, limits: readonly SendLimit[]): number {
  return nextSendAt(before?.sentAtMs ?? [], limits);
}

/** Counts one more SMS to a person or a number. */
export function countSms(
  to: string,
  before: SmsSendsItem | undefined,
  nowMs: number,
  limits: readonly SendLimit[],
): Change {
  const sentAtMs = withSend(before?.sentAtMs ?? [], nowMs, limits);
  const longestSeconds = Math.max(...limits.map(({ seconds }) => seconds));
  return createOrReplace(SmsSends, before, { to, sentAtMs, expiresAtMs: nowMs + longestSeconds * 1000 });
}

async function send(number: string, code: string): Promise<void> {
  const { hostname } = new URL(setting('SITE_ORIGIN'));
  // The last line lets phones fill the code in on this site and on no other (WICG, Origin-bound one-time codes).
  const text = `${code} is your Accord code. Nobody from Accord will ask you for it.\n\n@${hostname} #${code}`;
  const [sender, configurationSet] = [setting('SMS_SENDER'), setting('SMS_CONFIGURATION_SET')];
  const goodForSeconds = SMS_LIMITS.minutes * 60;
  await sendSms({ to: number, text, sender, configurationSet, goodForSeconds }).catch((error: unknown) => {
    if (!(error instanceof SmsError)) throw error;
    throw new Failure(error.refusal === 'number' ? 'number_not_reached' : 'provider_unavailable');
  });
}

/** A code takes the place of the one before, on what it was sent for. */
export function textedFor(challengeHash: string, texted: TextedCode, expiresAtMs?: number): Change {
  return update(
    challengeRef(challengeHash).key,
    { set: { texted, ...(expiresAtMs === undefined ? {} : { expiresAtMs, ttl: Math.ceil(expiresAtMs / 1000) }) } },
    [{ path: 'pk', is: 'present' }],
    'challenge_expired',
  );
}
