import { Failure } from '#contract/failure.ts';
import { findPasswordWeakness } from '#domain/passwords.ts';

/** Refuses a new password that guessing tries first, at the field it came in; `personal` are the person's own words. Throws Failure weak_password. */
export async function demandStrongPassword(
  password: string,
  personal: readonly string[],
  field = 'password',
): Promise<void> {
  // Read only when a password is set: the list need not be there when a container begins.
  const { commonPasswords } = await import('#domain/common-passwords.ts');
  const weakness = findPasswordWeakness(password, personal, (word) => commonPasswords().has(word));
  if (weakness) throw new Failure('weak_password', weakness, { issues: [{ path: field, message: weakness }] });
}
