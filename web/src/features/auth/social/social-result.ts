import type { SOCIAL_RESULTS } from '#contract/areas/identities.ts';

export type SocialResult = (typeof SOCIAL_RESULTS)[number];

/** Apart from their words: the entry, which knows every route, needs the names alone. */
const NAMES: Record<SocialResult, true> = {
  proved: true,
  cancelled: true,
  expired: true,
  refused: true,
  unavailable: true,
};

/** The result in an address, when it is one we know. */
export function findSocialResult(value: unknown): SocialResult | undefined {
  return typeof value === 'string' && Object.hasOwn(NAMES, value) ? (value as SocialResult) : undefined;
}
