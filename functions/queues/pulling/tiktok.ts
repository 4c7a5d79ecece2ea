import type { SocialAccountItem } from '#data/social.ts';
import type { ClientAccess } from '#providers/social/client.ts';
import { fetchTiktokVideos, readTiktokVideos, TIKTOK_BATCH, tiktok } from '#providers/social/tiktok.ts';
import { FINE, keep, nothingPulled, type Pulled } from './pulled.ts';

/** Profile and videos of one account, twenty videos in a call. */
export async function pullTiktok(account: SocialAccountItem, access: ClientAccess, token: string): Promise<Pulled> {
  const given = await tiktok.fetchProfile(access, token);
  const proof = await keep('tiktok', given);
  const profile = tiktok.readProfile(given);
  if (profile.kind !== 'ok') return nothingPulled(profile);
  const pulled: Pulled = { outcome: FINE, profile: { profile: profile.value, proof }, posts: [], mediaIds: new Map() };
  for (let start = 0; start < account.tracked.length; start += TIKTOK_BATCH) {
    const batch = account.tracked.slice(start, start + TIKTOK_BATCH);
    const answer = await fetchTiktokVideos(access, token, [...new Set(batch.map(({ name }) => name))]);
    const kept = await keep('tiktok', answer);
    const videos = readTiktokVideos(answer);
    if (videos.kind !== 'ok') {
      pulled.outcome = videos;
      return pulled;
    }
    for (const post of batch) {
      const counts = videos.value.get(post.name);
      if (counts === null) pulled.outcome = { kind: 'nonsense', reason: 'a count that cannot be' };
      else
        pulled.posts.push({ post, reading: counts ? { kind: 'counts', counts } : { kind: 'not_found' }, proof: kept });
    }
  }
  return pulled;
}
