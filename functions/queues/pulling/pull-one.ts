import type { SocialAccountItem } from '#data/social.ts';
import { nowMs } from '#runtime/clock.ts';
import { clientSecret, publicAccess, socialAccess } from '#runtime/social/access.ts';
import { pullInstagram } from './instagram.ts';
import { nothingPulled, type Pulled } from './pulled.ts';
import { pullTiktok } from './tiktok.ts';
import { accessTokenOf } from './tokens.ts';
import { pullYoutube } from './youtube.ts';

/** Asks the platform for one account and its tracked posts by themselves, for who cannot wait for the next hour; raw answers are kept. */
export async function pullOne(account: SocialAccountItem): Promise<Pulled> {
  const { platform, influencerId } = account;
  if (platform === 'youtube') {
    const key = await clientSecret('youtubeApiKey', nowMs());
    const pulled = await pullYoutube([account], publicAccess('youtube').apiUrl, key);
    return pulled.get(influencerId) ?? nothingPulled({ kind: 'unavailable', reason: 'the channel is not there' });
  }
  const access = await socialAccess(platform, nowMs());
  const token = await accessTokenOf(account, access, nowMs());
  if (token.kind !== 'ok') return nothingPulled(token);
  return (platform === 'instagram' ? pullInstagram : pullTiktok)(account, access, token.value);
}
