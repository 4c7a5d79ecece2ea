import type { TrackedPost } from '#data/social.ts';
import type { Counts, SocialOutcome, SocialPlatform, SocialTrouble } from '#domain/social.ts';
import { keepObject } from '#platform/archive.ts';
import type { Profile } from '#providers/social/client.ts';
import { type EvidencePart, evidenceRequest, evidenceText, type KeptPull } from '#providers/social/evidence.ts';
import type { Exchange } from '#providers/social/exchange.ts';
import { isoOf, nowMs } from '#runtime/clock.ts';
import { setting } from '#runtime/config.ts';
import { sha256Base64, sha256Hex } from '#runtime/hash.ts';
import { newId } from '#runtime/ids.ts';

/** Where the raw answer behind a number is kept. */
export interface Proof {
  rawKey: string;
  /** What of it is about this number. */
  part: EvidencePart;
  /** Of that part's text, lower-case hex. */
  sha256: string;
  /** The call, without tokens and without the ids that were asked for together. */
  source: string;
  pulledAt: string;
}

type Reading = { kind: 'counts'; counts: Counts } | { kind: 'not_found' } | { kind: 'not_theirs' };

export interface PulledPost {
  post: TrackedPost;
  reading: Reading;
  proof: Proof;
}

/** What one pull of one account brought: whatever could be read, and the worst that happened. */
export interface Pulled {
  outcome: SocialOutcome<null>;
  profile?: { profile: Profile; proof: Proof };
  posts: PulledPost[];
  /** Ids of posts that were found out, by the name in their address. */
  mediaIds: Map<string, string>;
}

/** The answer something was read from, and its id there when it was asked for together with others. */
export interface Origin {
  given: Exchange;
  item: string | null;
}

/** The same while the calls are being made, with where each part was read from. */
export interface Reads {
  outcome: SocialOutcome<null>;
  profile?: { profile: Profile; origin: Origin };
  posts: { post: TrackedPost; reading: Reading; origin: Origin }[];
  mediaIds: Map<string, string>;
}

export const FINE: SocialOutcome<null> = { kind: 'ok', value: null };

export function nothingPulled(outcome: SocialTrouble): Pulled {
  return { outcome, posts: [], mediaIds: new Map() };
}

export function nothingRead(): Reads {
  return { outcome: FINE, posts: [], mediaIds: new Map() };
}

/** Whether the trouble of one call would meet every further one of this pull, too. */
export function isInTheWay({ kind }: SocialOutcome<unknown>): boolean {
  return kind === 'throttled' || kind === 'quota_spent' || kind === 'token_invalid';
}

/** Notes an answer, so that it is kept. */
export type Note = (answer: Promise<Exchange>) => Promise<Exchange>;

/**
 * Makes the calls of one pull and keeps every raw answer in one object with where and when it came from, before any number goes on;
 * what was noted is kept even when `ask` throws. Without an answer there is nothing to keep.
 */
export async function askAndKeep<T>(
  platform: SocialPlatform,
  ask: (note: Note) => Promise<T>,
): Promise<{ read: T; proofOf: (origin: Origin) => Proof }> {
  const noted: Exchange[] = [];
  const note: Note = async (answer) => {
    const given = await answer;
    noted.push(given);
    return given;
  };
  const kept: { proofOf?: (origin: Origin) => Proof } = {};
  try {
    const read = await ask(note);
    kept.proofOf = await keep(platform, noted);
    return { read, proofOf: kept.proofOf };
  } finally {
    if (!kept.proofOf) await keep(platform, noted);
  }
}

async function keep(platform: SocialPlatform, noted: readonly Exchange[]): Promise<(origin: Origin) => Proof> {
  const pulledAt = isoOf(nowMs());
  const rawKey = `raw/${platform}/${pulledAt.slice(0, 10)}/${newId('receipt')}.json`;
  const pull: KeptPull = { platform, receivedAt: pulledAt, answers: noted.filter(({ status }) => status !== null) };
  const text = JSON.stringify(pull);
  const object = { body: text, contentType: 'application/json', sha256: sha256Base64(text) };
  if (pull.answers.length > 0) await keepObject(setting('FILES_BUCKET'), rawKey, object);
  return ({ given, item }) => {
    const part = { answer: pull.answers.indexOf(given), item };
    const sha256 = sha256Hex(evidenceText(pull, part) ?? '');
    return { rawKey, part, sha256, source: evidenceRequest(given, item), pulledAt };
  };
}

/** What was read, each part with the proof that its answer is kept. */
export function provedBy(proofOf: (origin: Origin) => Proof, { outcome, profile, posts, mediaIds }: Reads): Pulled {
  return {
    outcome,
    ...(profile ? { profile: { profile: profile.profile, proof: proofOf(profile.origin) } } : {}),
    posts: posts.map(({ post, reading, origin }) => ({ post, reading, proof: proofOf(origin) })),
    mediaIds,
  };
}
