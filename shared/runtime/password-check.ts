import { createHash } from 'node:crypto';
import { Failure } from '#contract/failure.ts';
import { findPasswordWeakness } from '#domain/passwords.ts';
import { setting } from './config.ts';
import { log } from './log.ts';

/** Refuses a new password that guessing tries first, at the field it came in; `personal` are the person's own words. Throws Failure weak_password. */
export async function demandStrongPassword(
  password: string,
  personal: readonly string[],
  field = 'password',
): Promise<void> {
  // Read only when a password is set: the list need not be there when a container begins.
  const { commonPasswords } = await import('#domain/common-passwords.ts');
  const weakness =
    findPasswordWeakness(password, personal, (word) => commonPasswords().has(word)) ?? (await findBreach(password));
  if (weakness) throw new Failure('weak_password', weakness, { issues: [{ path: field, message: weakness }] });
}

/** Asks a service of breached passwords, where the deployment names one. Nobody is kept from a password because it does not answer: the list holds anyway. */
async function findBreach(password: string): Promise<string | undefined> {
  const serviceUrl = setting('BREACHED_PASSWORDS_URL');
  if (serviceUrl === 'none') return undefined;
  const { isBreachedPassword } = await import('#platform/breached-passwords.ts');
  const sha1 = createHash('sha1').update(password).digest('hex').toUpperCase();
  const isBreached = await isBreachedPassword(serviceUrl, sha1);
  if (isBreached === undefined) log.warn('the service of breached passwords did not answer', {});
  return isBreached ? 'This password is known from a data breach somewhere.' : undefined;
}
