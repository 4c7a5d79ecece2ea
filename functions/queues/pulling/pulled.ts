import type { TrackedPost } from '#data/social.ts';
import type { Counts, SocialOutcome, SocialPlatform, SocialTrouble } from '#domain/social.ts';
import { keepObject } from '#platform/archive.ts';
import type { Profile } from '#providers/social/client.ts';
import type { Exchange } from '#providers/social/exchange.ts';
import { isoOf, nowMs } from '#runtime/clock.ts';
import { setting } from '#runtime/config.ts';
import { sha256Base64, sha256Hex } from '#runtime/hash.ts';
import { newId } from '#runtime/ids.ts';

/** Where the raw answer behind a number is kept. */
export interface Proof {
  rawKey: string;
  /** Of the kept text, lower-case hex. */
  sha256: string;
  /** The call, without tokens. */
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

/** The same while the calls are being made, with the answer each part was read from. */
export interface Reads {
  outcome: SocialOutcome<null>;
  profile?: { profile: Profile; given: Exchange };
  posts: { post: TrackedPost; reading: Reading; given: Exchange }[];
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
): Promise<{ read: T; proofOf: (given: Exchange) => Proof }> {
  const noted: Exchange[] = [];
  const note: Note = async (answer) => {
    const given = await answer;
    noted.push(given);
    return given;
  };
  const kept: { proof?: Omit<Proof, 'source'> } = {};
  try {
    const read = await ask(note);
    kept.proof = await keep(platform, noted);
    const { proof } = kept;
    return { read, proofOf: ({ request }) => ({ ...proof, source: request }) };
  } finally {
    if (!kept.proof) await keep(platform, noted);
  }
}

async function keep(platform: SocialPlatform, noted: readonly Exchange[]): Promise<Omit<Proof, 'source'>> {
  const pulledAt = isoOf(nowMs());
  const rawKey = `raw/${platform}/${pulledAt.slice(0, 10)}/${newId('receipt')}.json`;
  const answers = noted.filter(({ status }) => status !== null);
  const text = JSON.stringify({ platform, receivedAt: pulledAt, answers });
  const object = { body: text, contentType: 'application/json', sha256: sha256Base64(text) };
  if (answers.length > 0) await keepObject(setting('FILES_BUCKET'), rawKey, object);
  return { rawKey, sha256: sha256Hex(text), pulledAt };
}

/** What was read, each part with the proof that its answer is kept. */
export function provedBy(proofOf: (given: Exchange) => Proof, { outcome, profile, posts, mediaIds }: Reads): Pulled {
  return {
    outcome,
    ...(profile ? { profile: { profile: profile.profile, proof: proofOf(profile.given) } } : {}),
    posts: posts.map(({ post, reading, given }) => ({ post, reading, proof: proofOf(given) })),
    mediaIds,
  };
}
