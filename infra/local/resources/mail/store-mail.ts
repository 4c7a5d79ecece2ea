import { randomUUID } from 'node:crypto';
import type { Platform } from '#local/kernel.ts';
import { publishAwsEvent } from '../publish-aws-event.ts';
import { bareAddress } from './parse-mime.ts';

/** A message as it is to be sent. */
export interface OutgoingMail {
  from: string;
  to: string[];
  replyTo?: string[];
  subject: string;
  text?: string;
  html?: string;
  attachments?: { name: string; contentType: string; bytes: number }[];
  headers?: Record<string, string>;
  configurationSet?: string;
}

/** A message in the inbox. */
export interface StoredMail extends OutgoingMail {
  messageId: string;
  /** Virtual time, ISO 8601. */
  sentAt: string;
  attachments: { name: string; contentType: string; bytes: number }[];
  /** True when text or HTML was cut to what the store takes. */
  shortened?: boolean;
}

const COLLECTION = 'mail';
const MAX_PART_CHARACTERS = 120_000;

/** Puts a message into the inbox and tells the trace 'mail.sent'; returns its message id. */
export async function storeMail(
  platform: Platform,
  mail: OutgoingMail,
  correlationId?: string,
): Promise<{ messageId: string }> {
  const nowMs = platform.clock.now();
  const messageId = `${nowMs.toString(16).padStart(16, '0')}-${randomUUID()}-000000`;
  const stored: StoredMail = { attachments: [], ...mail, messageId, sentAt: new Date(nowMs).toISOString() };
  for (const part of ['text', 'html'] as const) {
    const content = stored[part];
    if (content === undefined || content.length <= MAX_PART_CHARACTERS) continue;
    stored[part] = content.slice(0, MAX_PART_CHARACTERS);
    stored.shortened = true;
  }
  await platform.store.put(COLLECTION, messageId, stored);
  platform.trace.emit('mail.sent', { to: mail.to, subject: mail.subject, messageId }, correlationId);
  for (const to of mail.to) await simulate(platform, stored, bareAddress(to));
  return { messageId };
}

/** The newest messages first; `to` narrows to one recipient (address, any case). */
export async function listMail(
  platform: Platform,
  filter: { to?: string; limit?: number } = {},
): Promise<StoredMail[]> {
  const wanted = filter.to === undefined ? undefined : bareAddress(filter.to);
  const all = (await platform.store.list<StoredMail>(COLLECTION)).map((document) => document.value).reverse();
  return all
    .filter((mail) => wanted === undefined || mail.to.some((to) => bareAddress(to) === wanted))
    .slice(0, filter.limit ?? 100);
}

/** One message by its id. */
export function readMail(platform: Platform, messageId: string): Promise<StoredMail | undefined> {
  return platform.store.get<StoredMail>(COLLECTION, messageId);
}

/** Empties the inbox. */
export function clearMail(platform: Platform): Promise<void> {
  return platform.store.clear(COLLECTION);
}

/** The mailbox simulator of SES: two addresses that bounce and complain. */
async function simulate(platform: Platform, mail: StoredMail, to: string): Promise<void> {
  const bounced = to === 'bounce@simulator.amazonses.com';
  if (!bounced && to !== 'complaint@simulator.amazonses.com') return;
  const feedback = bounced ? { bounceType: 'Permanent', bounceSubType: 'General' } : { complaintFeedbackType: 'abuse' };
  platform.trace.emit(bounced ? 'mail.bounced' : 'mail.complained', { to, messageId: mail.messageId, ...feedback });
  if (!mail.configurationSet || !publishesToBus(platform, mail.configurationSet, bounced ? 'BOUNCE' : 'COMPLAINT'))
    return;
  const recipients = [{ emailAddress: to }];
  await publishAwsEvent(platform, {
    source: 'aws.ses',
    detailType: bounced ? 'Email Bounced' : 'Email Complaint Received',
    resources: [`arn:aws:ses:${platform.region}:${platform.account}:configuration-set/${mail.configurationSet}`],
    detail: {
      eventType: bounced ? 'Bounce' : 'Complaint',
      mail: { messageId: mail.messageId, timestamp: mail.sentAt, source: mail.from, destination: mail.to },
      ...(bounced ? { bounce: { ...feedback, bouncedRecipients: recipients, timestamp: mail.sentAt } } : {}),
      ...(bounced ? {} : { complaint: { ...feedback, complainedRecipients: recipients, timestamp: mail.sentAt } }),
    },
  });
}

function publishesToBus(platform: Platform, configurationSet: string, eventType: string): boolean {
  return platform.resources('AWS::SES::ConfigurationSetEventDestination').some(({ properties }) => {
    const destination = properties.EventDestination ?? {};
    const types: string[] = (destination.MatchingEventTypes ?? []).map((type: string) => type.toUpperCase());
    return (
      properties.ConfigurationSetName === configurationSet &&
      destination.EventBridgeDestination !== undefined &&
      types.includes(eventType)
    );
  });
}
