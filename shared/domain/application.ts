import { type Answered, decideAnswers } from './applying.ts';
import { isRefused, type Refused, refuse } from './decision.ts';
import { isClosedToApplicants, isOpenOn, type Listing } from './listing.ts';
import type { Money } from './money.ts';
import { isSamePerson, type KnownPerson } from './second-person.ts';

export const APPLICATION_STATUSES = ['pending', 'waitlisted', 'approved', 'rejected', 'withdrawn'] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];

/** What a brand may say about an application; on the waiting list it still waits for one of the other two. */
export const APPLICATION_DECISIONS = ['waitlisted', 'approved', 'rejected'] as const;
export type ApplicationDecision = (typeof APPLICATION_DECISIONS)[number];

/** Whether an application can still be approved, rejected or withdrawn. */
export function isUndecided(status: ApplicationStatus): boolean {
  return status === 'pending' || status === 'waitlisted';
}

/** What a brand sees of an applicant in a list: the profile's headline when they applied. */
export interface Headline {
  displayName: string;
  /** Of all platforms together. */
  followers: number;
  platforms: string[];
  niches: string[];
  country: string;
}

/** An influencer's wish to join a campaign. */
export interface Application {
  applicationId: string;
  workspaceId: string;
  campaignId: string;
  campaignTitle: string;
  brandName: string;
  influencerId: string;
  headline: Headline;
  proposalDetails: string;
  proposedPrice: Money | null;
  /** Work to look at, https. */
  portfolioLinks: string[];
  /** What the brief asked, and what they said to it. */
  answers: Answered[];
  status: ApplicationStatus;
  reason: string | null;
  decidedAt: string | null;
  version: number;
  createdAt: string;
  updatedAt: string;
}

interface ApplicantProfile {
  influencerId: string;
  displayName: string;
  socialLinks: readonly { platform: string; followers: number }[];
  niche: readonly string[];
  geoLocation: { country: string };
}

/** The headline of a profile; followers are the sum over its social links. */
export function headlineOf(profile: ApplicantProfile): Headline {
  return {
    displayName: profile.displayName,
    followers: profile.socialLinks.reduce((total, link) => total + link.followers, 0),
    platforms: [...new Set(profile.socialLinks.map(({ platform }) => platform))],
    niches: [...profile.niche],
    country: profile.geoLocation.country,
  };
}

/** A new application; refuses without a profile, a second one, a campaign that is over, and one of the applicant's own workspace. */
export function decideApply(
  state: {
    listing: Listing;
    profile: ApplicantProfile | undefined;
    earlier: { status: ApplicationStatus } | undefined;
    applicant: KnownPerson;
    /** All places are taken: whoever applies now is on the waiting list. */
    isFull: boolean;
    /** Everybody of the workspace that the campaign belongs to. */
    members: readonly KnownPerson[];
  },
  proposal: Pick<Application, 'applicationId' | 'proposalDetails' | 'proposedPrice' | 'portfolioLinks'> & {
    answers: readonly Pick<Answered, 'questionId' | 'answer'>[];
    nowIso: string;
  },
):
  | Application
  | Refused<
      | 'profile_incomplete'
      | 'already_applied'
      | 'campaign_not_open'
      | 'applications_closed'
      | 'own_campaign'
      | 'validation_failed'
    > {
  const { listing, profile, earlier, isFull, applicant, members } = state;
  if (earlier && earlier.status !== 'withdrawn') return refuse('already_applied');
  if (!isOpenOn(listing, proposal.nowIso.slice(0, 10))) return refuse('campaign_not_open', 'This campaign has ended.');
  if (isClosedToApplicants(listing, proposal.nowIso.slice(0, 10)))
    return refuse('applications_closed', `The last day to apply was ${listing.applying?.until}.`);
  if (!profile)
    return refuse('profile_incomplete', 'Fill in your profile: the brand decides by what it says about you.');
  if (members.some((member) => isSamePerson(member, applicant))) return refuse('own_campaign');
  const { currency } = listing.budget.max;
  if (proposal.proposedPrice && proposal.proposedPrice.currency !== currency)
    return refuse('validation_failed', undefined, [
      { path: 'proposedPrice.currency', message: `must be ${currency}, the currency of the campaign` },
    ]);
  const answered = decideAnswers(listing.applying?.questions ?? [], proposal.answers);
  if (isRefused(answered)) return answered;
  const { nowIso, ...rest } = proposal;
  return {
    ...rest,
    ...answered,
    workspaceId: listing.workspaceId,
    campaignId: listing.campaignId,
    campaignTitle: listing.title,
    brandName: listing.brandName,
    influencerId: profile.influencerId,
    headline: headlineOf(profile),
    status: isFull ? 'waitlisted' : 'pending',
    reason: null,
    decidedAt: null,
    version: 1,
    createdAt: nowIso,
    updatedAt: nowIso,
  };
}

/** An application the brand approves, rejects or keeps waiting, or the influencer withdraws; refuses one that is decided already. */
export function decideApplication(
  application: Application,
  decision: { status: ApplicationDecision | 'withdrawn'; reason: string | null; nowIso: string },
): Application | Refused<'application_not_pending'> {
  if (!isUndecided(application.status) || application.status === decision.status)
    return refuse('application_not_pending', `This application is ${application.status}.`);
  return {
    ...application,
    status: decision.status,
    reason: decision.reason,
    decidedAt: decision.nowIso,
    version: application.version + 1,
    updatedAt: decision.nowIso,
  };
}
