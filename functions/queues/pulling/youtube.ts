import { markQuotaSpent, takeUnits } from '#data/pull-quota.ts';
import type { SocialAccountItem } from '#data/social.ts';
import { pacificDayOf } from '#domain/pacific-day.ts';
import { unitsOf } from '#domain/pull-quota.ts';
import { type Counts, isProfileDue, type SocialTrouble } from '#domain/social.ts';
import type { Profile } from '#providers/social/client.ts';
import type { Exchange } from '#providers/social/exchange.ts';
import {
  fetchYoutubeChannels,
  fetchYoutubeVideos,
  readYoutubeChannels,
  readYoutubeVideos,
  YOUTUBE_BATCH,
} from '#providers/social/youtube.ts';
import { nowMs } from '#runtime/clock.ts';
import {
  askAndKeep,
  isInTheWay,
  type Note,
  nothingPulled,
  nothingRead,
  type Pulled,
  provedBy,
  type Reads,
} from './pulled.ts';

interface Video {
  channelId: string;
  counts: Counts | null;
}
type Answered<T> = { given: Exchange; value: T | undefined } | SocialTrouble;

/** Videos of up to fifty accounts under the project's key, and the channels that are due: fifty ids in a call, whoever they belong to. */
export async function pullYoutube(
  accounts: readonly SocialAccountItem[],
  apiUrl: string,
  key: string,
): Promise<Map<string, Pulled>> {
  const instant = nowMs();
  const channelIds = accounts.filter((one) => isProfileDue(one, instant)).map(({ platformUserId }) => platformUserId);
  const videoIds = [...new Set(accounts.flatMap(({ tracked }) => tracked.map(({ name }) => name)))];
  const cost = { units: unitsOf({ profiles: channelIds.length, videos: videoIds.length }), accounts: accounts.length };
  const day = pacificDayOf(instant);
  if (!(await takeUnits(day, cost, instant)))
    return new Map(accounts.map(({ influencerId }) => [influencerId, nothingPulled({ kind: 'quota_spent' })]));
  const { read, proofOf } = await askAndKeep('youtube', async (note) => {
    const channelsOf = (ids: readonly string[]) => note(fetchYoutubeChannels(apiUrl, key, ids));
    const videosOf = (ids: readonly string[]) => note(fetchYoutubeVideos(apiUrl, key, ids));
    const channels = await askFor(channelIds, channelsOf, readYoutubeChannels);
    const videos = await askFor(videoIds, videosOf, readYoutubeVideos, channels.stopped);
    return { channels: channels.found, videos: videos.found, stopped: videos.stopped };
  });
  if (read.stopped?.kind === 'quota_spent') await markQuotaSpent(day, nowMs());
  return new Map(
    accounts.map((account) => [account.influencerId, provedBy(proofOf, readsOf(account, read.channels, read.videos))]),
  );
}

/** Everything asked for by id, fifty at a time; ids of a call that failed lead to its trouble, and those of calls that it stood in the way of. */
async function askFor<T>(
  ids: readonly string[],
  fetch: (ids: readonly string[]) => ReturnType<Note>,
  read: (given: Exchange) => { kind: 'ok'; value: Map<string, T> } | SocialTrouble,
  stoppedBefore?: SocialTrouble,
): Promise<{ found: Map<string, Answered<T>>; stopped: SocialTrouble | undefined }> {
  const found = new Map<string, Answered<T>>();
  let stopped = stoppedBefore;
  for (let start = 0; start < ids.length; start += YOUTUBE_BATCH) {
    const batch = ids.slice(start, start + YOUTUBE_BATCH);
    if (stopped) {
      for (const id of batch) found.set(id, stopped);
      continue;
    }
    const given = await fetch(batch);
    const answer = read(given);
    if (answer.kind !== 'ok' && isInTheWay(answer)) stopped = answer;
    for (const id of batch) found.set(id, answer.kind === 'ok' ? { given, value: answer.value.get(id) } : answer);
  }
  return { found, stopped };
}

function readsOf(
  account: SocialAccountItem,
  channels: ReadonlyMap<string, Answered<Profile>>,
  videos: ReadonlyMap<string, Answered<Video>>,
): Reads {
  const reads = nothingRead();
  const channel = channels.get(account.platformUserId);
  if (channel && 'kind' in channel) return { ...reads, outcome: channel };
  if (channel && !channel.value)
    return { ...reads, outcome: { kind: 'unavailable', reason: 'the channel is not there' } };
  if (channel?.value) {
    const origin = { given: channel.given, item: account.platformUserId };
    reads.profile = { profile: channel.value, origin };
  }
  for (const post of account.tracked) {
    const video = videos.get(post.name);
    if (!video) continue;
    if ('kind' in video) reads.outcome = video;
    else if (video.value?.counts === null) reads.outcome = { kind: 'nonsense', reason: 'a count that cannot be' };
    else {
      const origin = { given: video.given, item: post.name };
      reads.posts.push({ post, reading: readingOf(video.value, account), origin });
    }
  }
  return reads;
}

/** Anyone's video can be looked up; only the account's own counts. */
function readingOf(video: Video | undefined, account: SocialAccountItem): Reads['posts'][number]['reading'] {
  if (!video?.counts) return { kind: 'not_found' };
  if (video.channelId !== account.platformUserId) return { kind: 'not_theirs' };
  return { kind: 'counts', counts: video.counts };
}
