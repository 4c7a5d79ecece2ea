import type { MemberRole, Role } from '#contract/permissions.ts';

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

const PLATFORM_NAMES: Record<string, string> = { instagram: 'Instagram', youtube: 'YouTube', tiktok: 'TikTok' };

/** How a platform writes its own name. */
export function platformName(platform: string): string {
  return PLATFORM_NAMES[platform] ?? capital(platform);
}

/** A niche for reading. */
export function nicheName(niche: string): string {
  return capital(niche);
}

/** `3 reels`. */
export function countOf(count: number, noun: string): string {
  return `${new Intl.NumberFormat().format(count)} ${count === 1 ? noun : /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}

/** `12.4K`. */
export function compactNumber(value: number): string {
  return new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

export const ROLE_NAMES: Record<Role, string> = {
  owner: 'Owner',
  manager: 'Manager',
  finance: 'Finance',
  viewer: 'Viewer',
  guest: 'No workspace',
  influencer: 'Influencer',
  admin: 'Administrator',
  moderator: 'Moderator',
  support: 'Support',
};

export const ROLE_DUTIES: Record<MemberRole, string> = {
  owner: 'Everything, including members and settings',
  manager: 'Campaigns, offers and content',
  finance: 'Funding, releases and statements',
  viewer: 'Reads, changes nothing',
};

/** A size in bytes, as people read it: `1.2 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB'];
  return `${size.toLocaleString(undefined, { maximumFractionDigits: 1 })} ${unit}`;
}
