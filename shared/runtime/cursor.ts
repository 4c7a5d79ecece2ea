import { createHmac } from 'node:crypto';
import { Failure } from '#contract/failure.ts';
import { readSecret } from '#platform/secrets.ts';
import { setting } from './config.ts';
import { sameSecret } from './hash.ts';

/** Where a list goes on, as an opaque text signed for that list only; null on the last page. */
export async function sealCursor(
  position: Record<string, unknown> | undefined,
  scope: string,
  nowMs: number,
): Promise<string | null> {
  if (!position) return null;
  const payload = Buffer.from(JSON.stringify(position)).toString('base64url');
  return `${payload}.${await signature(payload, scope, nowMs)}`;
}

/** The position of a cursor; throws Failure bad_cursor for one this list did not hand out. */
export async function openCursor(
  cursor: string | undefined,
  scope: string,
  nowMs: number,
): Promise<Record<string, unknown> | undefined> {
  if (cursor === undefined) return undefined;
  const [payload = '', given = ''] = cursor.split('.');
  if (!sameSecret(given, await signature(payload, scope, nowMs))) throw new Failure('bad_cursor');
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>;
}

async function signature(payload: string, scope: string, nowMs: number): Promise<string> {
  const key = await readSecret(setting('SIGNING_SECRET_NAME'), nowMs);
  return createHmac('sha256', key).update(`cursor\n${scope}\n${payload}`).digest('base64url').slice(0, 32);
}
