import { randomUUID } from 'node:crypto';
import type { Platform } from '#local/kernel.ts';

/** A text message as it was sent. */
export interface StoredSms {
  messageId: string;
  /** E.164. */
  to: string;
  /** ARN of what it comes from. */
  from: string;
  text: string;
  /** Virtual time, ISO 8601. */
  sentAt: string;
}

const COLLECTION = 'sms';
/** Keeps messages of one instant of the virtual clock in order. */
let count = 0;

/** Puts a message where the console shows it and tells the trace 'sms.sent'; returns its id. Nothing leaves this machine. */
export async function storeSms(
  platform: Platform,
  sms: Pick<StoredSms, 'to' | 'from' | 'text'>,
  correlationId?: string,
): Promise<{ messageId: string }> {
  const nowMs = platform.clock.now();
  const order = String(count++).padStart(8, '0');
  const messageId = `${nowMs.toString(16).padStart(16, '0')}-${order}-${randomUUID()}`;
  await platform.store.put(COLLECTION, messageId, { ...sms, messageId, sentAt: new Date(nowMs).toISOString() });
  platform.trace.emit('sms.sent', { to: sms.to, messageId }, correlationId);
  return { messageId };
}

/** The newest messages first; `to` narrows to one number. */
export async function listSms(
  platform: Platform,
  { to, limit = 100 }: { to?: string; limit?: number } = {},
): Promise<StoredSms[]> {
  const all = (await platform.store.list<StoredSms>(COLLECTION)).map(({ value }) => value).reverse();
  return all.filter((sms) => to === undefined || sms.to === to).slice(0, limit);
}

/** Forgets every message. */
export function clearSms(platform: Platform): Promise<void> {
  return platform.store.clear(COLLECTION);
}
