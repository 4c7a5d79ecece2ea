import type { Platform } from '../kernel.ts';
import { listMail } from '../resources/mail.ts';
import { listSms } from '../resources/sms.ts';
import { ApiSession, type Person } from './api-session.ts';

export interface NewAccount extends Person {
  as: 'brand' | 'influencer';
  name: string;
  organisation?: string;
  country: string;
  timezone: string;
  /** Of a brand: nobody of the platform knows it yet, so that its first campaign waits for a moderator. */
  isUnknown?: boolean;
}

/** Signs a person up through the API and confirms with the mailed code, as a person would; the brand of whoever opens one is known, unless said otherwise. */
export async function openAccount(
  apiBase: string,
  platform: Platform,
  { isUnknown = false, ...account }: NewAccount,
): Promise<ApiSession> {
  const nobody = new ApiSession(apiBase);
  await nobody.do('POST /auth/signup', { ...account, consents: { terms: true, marketing: false } });
  const code = await mailedCode(platform, account.email);
  await nobody.do('POST /auth/confirm', { email: account.email, code });
  const { email, password } = account;
  const session = new ApiSession(apiBase, { email, password });
  if (account.as === 'brand' && !isUnknown) await vouchFor(platform, await session.do('GET /users/me'));
  return session;
}

/** Operators know the brand of somebody who opened an account: what it publishes waits for no moderator because of that. */
export async function vouchFor(platform: Platform, { workspaceId }: { workspaceId: string }): Promise<void> {
  await operate(platform, 'verify-brand', {
    ...{ workspaceId, reason: 'We know you.', note: 'Known to the operators from before.' },
  });
}

const CODE = /\b\d{6}\b/;

/** The six digits of the newest mail with a code to an address; throws when there is none. */
export async function mailedCode(platform: Platform, email: string): Promise<string> {
  // What is told about an account may arrive after its code.
  const mails = await listMail(platform, { to: email, limit: 5 });
  const newest = mails.find(({ text }) => CODE.test(text ?? ''));
  return codeIn(newest?.text, email);
}

/** The six digits of the newest SMS to a number; throws when there is none. */
export async function textedCode(platform: Platform, number: string): Promise<string> {
  return codeIn((await listSms(platform, { to: number, limit: 1 }))[0]?.text, number);
}

/** The six digits in the text of a message; throws when there is no message or no code in it. */
export function codeIn(text: string | undefined, to: string): string {
  const code = CODE.exec(text ?? '')?.[0];
  if (!code) throw new Error(`No message with a code has reached ${to}.`);
  return code;
}

/** What follows the # of the link in the text of a mail; throws when there is none. */
export function tokenIn(mailText: string | undefined, email: string): string {
  const token = /https?:\/\/\S+#(\S+)/.exec(mailText ?? '')?.[1];
  if (!token) throw new Error(`No mail with a link has reached ${email}.`);
  return token;
}

/** Makes a member or staff account by the operators' function, which has no route. */
export async function provisionAccount(
  platform: Platform,
  account: Person & { name: string; country: string; role: string; workspaceId?: string },
): Promise<void> {
  await operate(platform, 'provision-user', account);
}

/** Accepts the documents that hold now, as the site asks whose account others opened. */
export async function acceptDocuments(session: ApiSession): Promise<void> {
  const { documents } = await session.do('GET /users/me/consents');
  const accept = documents.map(({ document, version }: { document: string; version: string }) => ({
    document,
    version,
  }));
  await session.do('PUT /users/me/consents', { accept });
}

/** Invokes a function of the operators, which has no route; answers what it returns. */
export function operate(platform: Platform, name: string, request: object): Promise<unknown> {
  return invokeFunction(platform, `operations/${name}`, request);
}

/** Invokes a function by its folder and name; answers what it returns. */
export async function invokeFunction(platform: Platform, name: string, request: object = {}): Promise<unknown> {
  const found = platform
    .resources('AWS::Lambda::Function')
    .find(({ properties }) => String(properties.Handler).startsWith(`${name}.`));
  if (!found) throw new Error(`The application has no function ${name}.`);
  const { error, payload } = await platform.functions.invoke(found.attributes.Arn ?? '', request);
  if (error) throw new Error(`${name} failed: ${error.errorMessage}`);
  return payload;
}
