import type { SocialPlatform } from '#domain/social.ts';
import type { SocialClient } from './client.ts';
import { instagram } from './instagram.ts';
import { tiktok } from './tiktok.ts';
import { youtube } from './youtube.ts';

const clients: Record<SocialPlatform, SocialClient> = { instagram, youtube, tiktok };

/** The client of a platform. */
export function socialClient(platform: SocialPlatform): SocialClient {
  return clients[platform];
}
