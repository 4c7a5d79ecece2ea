/** Whether people of the platform have found that a brand is who it says it is. */
export const BRAND_STATES = ['unverified', 'verified'] as const;
export type BrandState = (typeof BRAND_STATES)[number];

/** What people of the platform know of a brand; a brand without is not verified. */
export interface BrandStanding {
  state: BrandState;
  /** The company name that was verified; null where there was no profile yet. */
  companyName: string | null;
  /** The first campaign of it that a moderator let through. */
  clearedCampaignId?: string | undefined;
}

/** Whether a brand is verified as what it calls itself today: under another name it is somebody else until that is looked at. */
export function isVerified(standing: BrandStanding | undefined, companyName: string | undefined): boolean {
  if (standing?.state !== 'verified') return false;
  return standing.companyName === null || standing.companyName === companyName;
}

/** Whether the next campaign of a brand waits for a moderator, whatever its text says: the first one of a brand that is not verified. */
export function isUnknown(standing: BrandStanding | undefined, companyName: string | undefined): boolean {
  return !isVerified(standing, companyName) && standing?.clearedCampaignId === undefined;
}
