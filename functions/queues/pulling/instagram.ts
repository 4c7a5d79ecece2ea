import type { SocialAccountItem } from '#data/social.ts';
import type { ClientAccess } from '#providers/social/client.ts';
import {
  fetchInstagramInsights,
  fetchInstagramPosts,
  instagram,
  readInstagramInsights,
  readInstagramPosts,
} from '#providers/social/instagram.ts';
import { FINE, keep, nothingPulled, type Pulled } from './pulled.ts';

/** Pages of a hundred posts that are looked through for one that is new to us. */
const MAX_PAGES = 3;

/** Profile and insights of one account; stops at the first trouble that every further call would meet too. */
export async function pullInstagram(account: SocialAccountItem, access: ClientAccess, token: string): Promise<Pulled> {
  const given = await instagram.fetchProfile(access, token);
  const proof = await keep('instagram', given);
  const profile = instagram.readProfile(given);
  if (profile.kind !== 'ok') return nothingPulled(profile);
  const pulled: Pulled = { outcome: FINE, profile: { profile: profile.value, proof }, posts: [], mediaIds: new Map() };
  await findIds(pulled, account, access, token);
  for (const post of account.tracked) {
    const mediaId = post.mediaId ?? pulled.mediaIds.get(post.name);
    if (!mediaId || pulled.outcome.kind === 'throttled') continue;
    const answer = await fetchInstagramInsights(access, token, mediaId);
    const kept = await keep('instagram', answer);
    const reading = readInstagramInsights(answer);
    if (reading.kind === 'ok') pulled.posts.push({ post, reading: reading.value, proof: kept });
    else pulled.outcome = reading;
  }
  return pulled;
}

/** Finds the ids of posts that are known by the short code of their address only. */
async function findIds(pulled: Pulled, account: SocialAccountItem, access: ClientAccess, token: string): Promise<void> {
  const wanted = account.tracked.filter(({ mediaId }) => mediaId === null);
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES && wanted.some(({ name }) => !pulled.mediaIds.has(name)); page++) {
    const answer = await fetchInstagramPosts(access, token, after);
    const proof = await keep('instagram', answer);
    const posts = readInstagramPosts(answer);
    if (posts.kind !== 'ok') {
      pulled.outcome = posts;
      return;
    }
    for (const [name, id] of posts.value.ids) pulled.mediaIds.set(name, id);
    after = posts.value.after;
    if (after) continue;
    for (const post of wanted.filter(({ name }) => !pulled.mediaIds.has(name)))
      pulled.posts.push({ post, reading: { kind: 'not_found' }, proof });
    return;
  }
}
