import { readSecret } from '#platform/secrets.ts';
import { setting } from '../config.ts';

/** The key and address of the payment provider for this function. */
export async function providerAccess(nowMs: number): Promise<{ key: string; url: string }> {
  return { key: await readSecret(setting('STRIPE_SECRET_NAME'), nowMs), url: setting('STRIPE_API_URL') };
}
