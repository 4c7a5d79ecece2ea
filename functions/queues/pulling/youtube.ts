import type { SocialAccountItem } from '#data/social.ts';
import type { Counts, SocialTrouble } from '#domain/social.ts';
import {
  fetchYoutubeChannels,
  fetchYoutubeVideos,
  readYoutubeChannels,
  readYoutubeVideos,
  YOUTUBE_BATCH,
} from '#providers/social/youtube.ts';
import { FINE, keep, nothingPulled, type Proof, type Pulled } from './pulled.ts';

type Video = { channelId: string; counts: Counts | null };
type Read = { proof: Proof; video: Video | undefined };

/** Channels and videos of up to fifty accounts under the project's key, fifty ids in a call, whoever they belong to. */
export async function pullYoutube(
  accounts: readonly SocialAccountItem[],
  apiUrl: string,
  key: string,
): Promise<Map<string, Pulled>> {
  const given = await fetchYoutubeChannels(
    apiUrl,
    key,
    accounts.map(({ platformUserId }) => platformUserId),
  );
  const proof = await keep('youtube', given);
  const channels = readYoutubeChannels(given);
  if (channels.kind !== 'ok')
    return new Map(accounts.map(({ influencerId }) => [influencerId, nothingPulled(channels)]));
  const videos = await pullVideos(accounts, apiUrl, key);
  return new Map(
    accounts.map((account) => {
      const profile = channels.value.get(account.platformUserId);
      if (!profile)
        return [account.influencerId, nothingPulled({ kind: 'unavailable', reason: 'the channel is not there' })];
      return [account.influencerId, pulledOf(account, { profile, proof }, videos)];
    }),
  );
}

/** Every tracked video of the accounts; ids of a call that failed lead to its trouble. */
async function pullVideos(
  accounts: readonly SocialAccountItem[],
  apiUrl: string,
  key: string,
): Promise<Map<string, Read | SocialTrouble>> {
  const ids = [...new Set(accounts.flatMap(({ tracked }) => tracked.map(({ name }) => name)))];
  const found = new Map<string, Read | SocialTrouble>();
  let stopped: SocialTrouble | undefined;
  for (let start = 0; start < ids.length; start += YOUTUBE_BATCH) {
    const batch = ids.slice(start, start + YOUTUBE_BATCH);
    if (stopped?.kind === 'throttled') {
      for (const id of batch) found.set(id, stopped);
      continue;
    }
    const given = await fetchYoutubeVideos(apiUrl, key, batch);
    const proof = await keep('youtube', given);
    const videos = readYoutubeVideos(given);
    if (videos.kind === 'ok') for (const id of batch) found.set(id, { proof, video: videos.value.get(id) });
    else {
      stopped = videos;
      for (const id of batch) found.set(id, videos);
    }
  }
  return found;
}

function pulledOf(
  account: SocialAccountItem,
  profile: NonNullable<Pulled['profile']>,
  videos: ReadonlyMap<string, Read | SocialTrouble>,
): Pulled {
  const pulled: Pulled = { outcome: FINE, profile, posts: [], mediaIds: new Map() };
  for (const post of account.tracked) {
    const read = videos.get(post.name);
    if (!read) continue;
    if ('kind' in read) pulled.outcome = read;
    else if (read.video?.counts === null) pulled.outcome = { kind: 'nonsense', reason: 'a count that cannot be' };
    else pulled.posts.push({ post, reading: readingOf(read.video, account), proof: read.proof });
  }
  return pulled;
}

/** Anyone's video can be looked up; only the account's own counts. */
function readingOf(video: Video | undefined, account: SocialAccountItem): Pulled['posts'][number]['reading'] {
  if (!video?.counts) return { kind: 'not_found' };
  if (video.channelId !== account.platformUserId) return { kind: 'not_theirs' };
  return { kind: 'counts', counts: video.counts };
}
