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

export interface PulledPost {
  post: TrackedPost;
  reading: { kind: 'counts'; counts: Counts } | { kind: 'not_found' } | { kind: 'not_theirs' };
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

export const FINE: SocialOutcome<null> = { kind: 'ok', value: null };

export function nothingPulled(outcome: SocialTrouble): Pulled {
  return { outcome, posts: [], mediaIds: new Map() };
}

/** Keeps the raw answer of a call with where and when it came from, before anyone reads it. Without an answer there is nothing to keep. */
export async function keep(platform: SocialPlatform, given: Exchange): Promise<Proof> {
  const pulledAt = isoOf(nowMs());
  const rawKey = `raw/${platform}/${pulledAt.slice(0, 10)}/${newId('receipt')}.json`;
  const text = JSON.stringify({ platform, receivedAt: pulledAt, ...given });
  const proof = { rawKey, sha256: sha256Hex(text), source: given.request, pulledAt };
  if (given.status !== null) {
    const object = { body: text, contentType: 'application/json', sha256: sha256Base64(text) };
    await keepObject(setting('FILES_BUCKET'), rawKey, object);
  }
  return proof;
}
