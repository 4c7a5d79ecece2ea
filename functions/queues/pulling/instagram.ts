import type { SocialAccountItem } from '#data/social.ts';
import { isProfileDue } from '#domain/social.ts';
import type { ClientAccess } from '#providers/social/client.ts';
import {
  fetchInstagramInsights,
  fetchInstagramPosts,
  instagram,
  readInstagramInsights,
  readInstagramPosts,
} from '#providers/social/instagram.ts';
import { eachAtOnce } from '#runtime/at-once.ts';
import { nowMs } from '#runtime/clock.ts';
import { askAndKeep, isInTheWay, type Note, nothingRead, type Pulled, provedBy, type Reads } from './pulled.ts';

/** Pages of a hundred posts that are looked through for one that is new to us. */
const MAX_PAGES = 3;
/** Posts of one account that are asked for at the same time. */
const POSTS_AT_ONCE = 4;

/** Insights of the posts of one account, and its profile when that is due; stops at the first trouble that every further call would meet too. */
export async function pullInstagram(account: SocialAccountItem, access: ClientAccess, token: string): Promise<Pulled> {
  const { read, proofOf } = await askAndKeep('instagram', (note) => ask({ note, access, token }, account));
  return provedBy(proofOf, read);
}

interface Asking {
  note: Note;
  access: ClientAccess;
  token: string;
}

async function ask(asking: Asking, account: SocialAccountItem): Promise<Reads> {
  const { note, access, token } = asking;
  const reads = nothingRead();
  if (isProfileDue(account, nowMs())) {
    const given = await note(instagram.fetchProfile(access, token));
    const profile = instagram.readProfile(given);
    if (profile.kind !== 'ok') return { ...reads, outcome: profile };
    reads.profile = { profile: profile.value, origin: { given, item: null } };
  }
  await findIds(asking, reads, account);
  await eachAtOnce(account.tracked, POSTS_AT_ONCE, async (post) => {
    const mediaId = post.mediaId ?? reads.mediaIds.get(post.name);
    if (!mediaId || isInTheWay(reads.outcome)) return;
    const given = await note(fetchInstagramInsights(access, token, mediaId));
    const reading = readInstagramInsights(given);
    if (reading.kind === 'ok') reads.posts.push({ post, reading: reading.value, origin: { given, item: null } });
    else if (!isInTheWay(reads.outcome)) reads.outcome = reading;
  });
  return reads;
}

/** Finds the ids of posts that are known by the short code of their address only. */
async function findIds({ note, access, token }: Asking, reads: Reads, account: SocialAccountItem): Promise<void> {
  const wanted = account.tracked.filter(({ mediaId }) => mediaId === null);
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES && wanted.some(({ name }) => !reads.mediaIds.has(name)); page++) {
    const given = await note(fetchInstagramPosts(access, token, after));
    const posts = readInstagramPosts(given);
    if (posts.kind !== 'ok') {
      reads.outcome = posts;
      return;
    }
    for (const [name, id] of posts.value.ids) reads.mediaIds.set(name, id);
    after = posts.value.after;
    if (after) continue;
    for (const post of wanted.filter(({ name }) => !reads.mediaIds.has(name)))
      reads.posts.push({ post, reading: { kind: 'not_found' }, origin: { given, item: null } });
    return;
  }
}
