import { createHmac } from 'node:crypto';
import { readSecret } from '#platform/secrets.ts';
import { nowMs } from './clock.ts';
import { setting } from './config.ts';

/**
 * The answer to a question of the user pool by which we vouch for a user who has proved themselves otherwise than by a password. Only functions that may read
 * the signing secret can make it, and it is good for that question and that user alone.
 */
export async function proofOf(userId: string, question: string): Promise<string> {
  const secret = await readSecret(setting('SIGNING_SECRET_NAME'), nowMs());
  return createHmac('sha256', secret).update(`log-in-proof\n${userId}\n${question}`).digest('base64url');
}
