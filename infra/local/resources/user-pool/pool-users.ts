import { randomInt, randomUUID } from 'node:crypto';
import { AwsError, type Platform } from '#local/kernel.ts';
import { storeMail } from '../mail/store-mail.ts';
import type { PoolSettings } from './pool-settings.ts';

/** A user as the store keeps it; times in ms of the virtual clock. */
export interface PoolUser {
  username: string;
  status: 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED' | 'EXTERNAL_PROVIDER';
  enabled: boolean;
  attributes: Record<string, string>;
  passwordHash?: string;
  createdAtMs: number;
  updatedAtMs: number;
  /** Tokens of an earlier epoch are signed out. */
  epoch: number;
  wrongPasswords: number;
  wrongPasswordAtMs: number;
  codes: Partial<Record<CodePurpose, { code: string; expiresAtMs: number }>>;
  /** When codes were tried wrongly or asked for, within the last hour. */
  wrongCodesAtMs: number[];
  codesSentAtMs: number[];
  totp?: { secret: string; verified: boolean; enabled: boolean; lastStep: number };
}

/** What a code is for: each is good for its own purpose only. */
export type CodePurpose = 'signUp' | 'reset';

/** One pool with what its operations need. */
export interface PoolContext {
  platform: Platform;
  pool: PoolSettings;
}

const HOUR_MS = 3_600_000;
const CODE_LIFE_MS: Record<CodePurpose, number> = { signUp: 24 * HOUR_MS, reset: HOUR_MS };
const ATTEMPTS_PER_HOUR = 5;

/** What the local service keeps of a pool. */
export const COLLECTIONS = ['users', 'aliases', 'refresh', 'sessions', 'visits', 'codes'] as const;

/** The collection of a pool's users, aliases, refresh tokens, challenge sessions, visits at providers or authorization codes. */
export function collectionOf(poolId: string, kind: (typeof COLLECTIONS)[number]): string {
  return `cognito/${poolId}/${kind}`;
}

/** The user of a username or of an e-mail address that signs in. */
export async function findUser({ platform, pool }: PoolContext, name: string): Promise<PoolUser | undefined> {
  const byName = await platform.store.get<PoolUser>(collectionOf(pool.id, 'users'), fold(pool, name));
  if (byName || pool.emailMode === 'none') return byName;
  const alias = await platform.store.get<{ username: string }>(collectionOf(pool.id, 'aliases'), fold(pool, name));
  return alias ? platform.store.get<PoolUser>(collectionOf(pool.id, 'users'), fold(pool, alias.username)) : undefined;
}

/** As findUser; UserNotFoundException when there is none. */
export async function getUserOrThrow(context: PoolContext, name: string): Promise<PoolUser> {
  const user = await findUser(context, name);
  if (user) return user;
  throw new AwsError('UserNotFoundException', 'User does not exist.');
}

/** A user not yet stored. */
export function newUser(
  { platform, pool }: PoolContext,
  requested: string,
  attributes: Record<string, string>,
): PoolUser {
  const nowMs = platform.clock.now();
  const sub = randomUUID();
  const username = pool.emailMode === 'username' ? sub : requested;
  const email = pool.emailMode === 'username' ? { email: requested } : {};
  return {
    username,
    status: 'UNCONFIRMED',
    enabled: true,
    attributes: { ...email, ...attributes, sub },
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    epoch: 0,
    wrongPasswords: 0,
    wrongPasswordAtMs: 0,
    codes: {},
    wrongCodesAtMs: [],
    codesSentAtMs: [],
  };
}

/** Stores a user together with the e-mail alias it holds; AliasExistsException when another user holds that address. */
export async function saveUser(context: PoolContext, user: PoolUser, before?: PoolUser): Promise<void> {
  const { platform, pool } = context;
  const held = before && aliasOf(pool, before);
  const wanted = aliasOf(pool, user);
  const aliases = collectionOf(pool.id, 'aliases');
  const writes = [
    {
      collection: collectionOf(pool.id, 'users'),
      id: fold(pool, user.username),
      value: { ...user, updatedAtMs: platform.clock.now() } as unknown,
    },
  ];
  if (wanted !== undefined && wanted !== held) {
    await requireFreeAlias(context, wanted, user.username);
    writes.push({ collection: aliases, id: wanted, value: { username: user.username } });
  }
  if (held !== undefined && held !== wanted) writes.push({ collection: aliases, id: held, value: undefined });
  await platform.store.write(writes);
}

/** Removes a user and its alias. */
export async function deleteUser({ platform, pool }: PoolContext, user: PoolUser): Promise<void> {
  const alias = aliasOf(pool, user);
  await platform.store.write([
    { collection: collectionOf(pool.id, 'users'), id: fold(pool, user.username), value: undefined },
    ...(alias === undefined ? [] : [{ collection: collectionOf(pool.id, 'aliases'), id: alias, value: undefined }]),
  ]);
}

/** AliasExistsException when the address already signs another user in. */
export async function requireFreeAlias(
  { platform, pool }: PoolContext,
  alias: string,
  username: string,
): Promise<void> {
  const holder = await platform.store.get<{ username: string }>(collectionOf(pool.id, 'aliases'), fold(pool, alias));
  if (holder && holder.username !== username)
    throw new AwsError('AliasExistsException', 'An account with the given email already exists.');
}

/** Mails a fresh code to the user; LimitExceededException after five within the hour. Changes `user`, which the caller stores. */
export async function sendCode({ platform, pool }: PoolContext, user: PoolUser, purpose: CodePurpose): Promise<void> {
  const nowMs = platform.clock.now();
  user.codesSentAtMs = withinTheHour(user.codesSentAtMs, nowMs);
  if (user.codesSentAtMs.length >= ATTEMPTS_PER_HOUR) throw limitExceeded();
  const code = randomInt(0, 1_000_000).toString().padStart(6, '0');
  user.codes[purpose] = { code, expiresAtMs: nowMs + CODE_LIFE_MS[purpose] };
  user.codesSentAtMs.push(nowMs);
  const html = pool.mail.message.replaceAll('{####}', code).replaceAll('{username}', user.username);
  await storeMail(platform, {
    from: pool.mail.from,
    to: [user.attributes.email ?? ''],
    subject: pool.mail.subject,
    html,
    text: html.replace(/<[^>]*>/g, ''),
  });
}

/**
 * Takes the code when it is right. CodeMismatchException, ExpiredCodeException, or LimitExceededException after five wrong
 * ones within the hour. Changes `user`; the caller stores it in either case.
 */
export function takeCode({ platform }: PoolContext, user: PoolUser, purpose: CodePurpose, code: string): void {
  const nowMs = platform.clock.now();
  user.wrongCodesAtMs = withinTheHour(user.wrongCodesAtMs, nowMs);
  if (user.wrongCodesAtMs.length >= ATTEMPTS_PER_HOUR) throw limitExceeded();
  const sent = user.codes[purpose];
  if (!sent || sent.expiresAtMs <= nowMs)
    throw new AwsError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
  if (sent.code !== code) {
    user.wrongCodesAtMs.push(nowMs);
    throw codeMismatch();
  }
  delete user.codes[purpose];
  user.wrongCodesAtMs = [];
}

/** What Cognito answers to a wrong code. */
export function codeMismatch(): AwsError {
  return new AwsError('CodeMismatchException', 'Invalid verification code provided, please try again.');
}

/** Where a code went, with the address hidden as Cognito hides it. */
export function deliveryOf(email: string): Record<string, string> {
  const [local = '', domain = ''] = email.split('@');
  return {
    Destination: `${local.slice(0, 1)}***@${domain.slice(0, 1)}***`,
    DeliveryMedium: 'EMAIL',
    AttributeName: 'email',
  };
}

function limitExceeded(): AwsError {
  return new AwsError('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
}

function withinTheHour(timesMs: number[], nowMs: number): number[] {
  return timesMs.filter((atMs) => atMs > nowMs - HOUR_MS);
}

/** The address under which the user can sign in: a verified one, or any where the address is the username. */
function aliasOf(pool: PoolSettings, user: PoolUser): string | undefined {
  const email = user.attributes.email;
  if (!email || pool.emailMode === 'none') return undefined;
  return pool.emailMode === 'username' || user.attributes.email_verified === 'true' ? fold(pool, email) : undefined;
}

function fold(pool: PoolSettings, name: string): string {
  return pool.caseSensitive ? name : name.toLowerCase();
}
