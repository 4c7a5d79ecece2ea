import type { SocialPlatform } from '#domain/social.ts';
import { type Exchange, jsonOf } from './exchange.ts';

/** Everything one pull was answered, as it is kept before anyone interprets it. */
export interface KeptPull {
  platform: SocialPlatform;
  /** ISO 8601. */
  receivedAt: string;
  answers: readonly Exchange[];
}

/** Where in a kept pull one number stands: which answer, and which item of it where several were asked for together. */
export interface EvidencePart {
  answer: number;
  /** The platform's id of the item; null when the whole answer is about one thing. */
  item: string | null;
}

/**
 * The part of a kept pull that is about one thing, as text to hash and to show: what was asked for together with it may be
 * somebody else's. Undefined when the pull holds no such part.
 */
export function evidenceText({ platform, receivedAt, answers }: KeptPull, part: EvidencePart): string | undefined {
  const given = answers[part.answer];
  if (!given) return undefined;
  const request = evidenceRequest(given, part.item);
  if (part.item === null) return JSON.stringify({ platform, receivedAt, ...given, request });
  const items = itemsOf(jsonOf(given)).filter(({ id }) => id === part.item);
  return items.length === 0 ? undefined : JSON.stringify({ platform, receivedAt, ...given, request, body: items });
}

/** The call as its evidence names it: of ids that were asked for together only the own one. */
export function evidenceRequest({ request }: Exchange, item: string | null): string {
  return item === null
    ? request
    : request.replace(/([?&]id=)[^&]*/, (_, name: string) => name + encodeURIComponent(item));
}

interface Item {
  id?: unknown;
}

/** What a list holds: `items` at YouTube, `data.videos` at TikTok. */
function itemsOf(body: unknown): Item[] {
  const { items, data } = (body ?? {}) as { items?: unknown; data?: { videos?: unknown } | null };
  const found = items ?? data?.videos;
  return Array.isArray(found) ? found.filter((item): item is Item => typeof item === 'object' && item !== null) : [];
}
