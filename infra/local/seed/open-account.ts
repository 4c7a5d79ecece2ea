import type { Platform } from '../kernel.ts';
import { listMail } from '../resources/mail.ts';
import { ApiSession, type Person } from './api-session.ts';

export interface NewAccount extends Person {
  as: 'brand' | 'influencer';
  name: string;
  organisation?: string;
  country: string;
  timezone: string;
}

/** Signs a person up through the API and confirms with the mailed code, as a person would. */
export async function openAccount(apiBase: string, platform: Platform, account: NewAccount): Promise<ApiSession> {
  const nobody = new ApiSession(apiBase);
  await nobody.do('POST /auth/signup', { ...account, consents: { terms: true, marketing: false } });
  const code = await mailedCode(platform, account.email);
  await nobody.do('POST /auth/confirm', { email: account.email, code });
  const { email, password } = account;
  return new ApiSession(apiBase, { email, password });
}

/** The six digits of the newest mail to an address. */
export async function mailedCode(platform: Platform, email: string): Promise<string> {
  const [newest] = await listMail(platform, { to: email, limit: 1 });
  return codeIn(newest?.text, email);
}

/** The six digits in the text of a mail; throws when there is no mail or no code in it. */
export function codeIn(mailText: string | undefined, email: string): string {
  const code = /\b\d{6}\b/.exec(mailText ?? '')?.[0];
  if (!code) throw new Error(`No mail with a code has reached ${email}.`);
  return code;
}

/** Makes a member or staff account by the operators' function, which has no route. */
export async function provisionAccount(
  platform: Platform,
  account: Person & { name: string; country: string; role: string; workspaceId?: string },
): Promise<void> {
  const provision = platform
    .resources('AWS::Lambda::Function')
    .find(({ properties }) => String(properties.Handler).startsWith('operations/provision-user'));
  if (!provision) throw new Error('The application has no function operations/provision-user.');
  const result = await platform.functions.invoke(provision.attributes.Arn ?? '', account);
  if (result.error) throw new Error(`${account.email} was not made: ${result.error.errorMessage}`);
}
