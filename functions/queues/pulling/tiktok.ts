import type { SocialAccountItem } from '#data/social.ts';
import { isProfileDue } from '#domain/social.ts';
import type { ClientAccess } from '#providers/social/client.ts';
import { fetchTiktokVideos, readTiktokVideos, TIKTOK_BATCH, tiktok } from '#providers/social/tiktok.ts';
import { nowMs } from '#runtime/clock.ts';
import { askAndKeep, type Note, nothingRead, type Pulled, provedBy, type Reads } from './pulled.ts';

/** Videos of one account, twenty in a call, and its profile when that is due. */
export async function pullTiktok(account: SocialAccountItem, access: ClientAccess, token: string): Promise<Pulled> {
  const { read, proofOf } = await askAndKeep('tiktok', (note) => ask(note, account, access, token));
  return provedBy(proofOf, read);
}

async function ask(note: Note, account: SocialAccountItem, access: ClientAccess, token: string): Promise<Reads> {
  const reads = nothingRead();
  if (isProfileDue(account, nowMs())) {
    const given = await note(tiktok.fetchProfile(access, token));
    const profile = tiktok.readProfile(given);
    if (profile.kind !== 'ok') return { ...reads, outcome: profile };
    reads.profile = { profile: profile.value, origin: { given, item: null } };
  }
  for (let start = 0; start < account.tracked.length; start += TIKTOK_BATCH) {
    const batch = account.tracked.slice(start, start + TIKTOK_BATCH);
    const given = await note(fetchTiktokVideos(access, token, [...new Set(batch.map(({ name }) => name))]));
    const videos = readTiktokVideos(given);
    if (videos.kind !== 'ok') return { ...reads, outcome: videos };
    for (const post of batch) {
      const counts = videos.value.get(post.name);
      if (counts === null) reads.outcome = { kind: 'nonsense', reason: 'a count that cannot be' };
      else {
        const reading = counts ? { kind: 'counts' as const, counts } : { kind: 'not_found' as const };
        reads.posts.push({ post, reading, origin: { given, item: post.name } });
      }
    }
  }
  return reads;
}
