import type * as z from 'zod/mini';
import type { Application, FittingCampaign, OpenCampaign, RateCard } from '#contract/areas/applications.ts';
import type { ApplicationItem, AppliedItem } from '#data/application.ts';
import type { ListingItem } from '#data/listing.ts';
import type { PlacesItem } from '#data/places.ts';
import type { RateCardItem } from '#data/rate-card.ts';
import { APPLY_FREELY } from '#domain/applying.ts';
import { NO_GUIDELINES } from '#domain/draft.ts';
import type { Fit, FitReason } from '#domain/fit.ts';
import { isFull } from '#domain/places.ts';

/** A stored application as both sides see it. */
export function applicationView(application: ApplicationItem): z.input<typeof Application> {
  const { workspaceId: _workspaceId, headline, ...rest } = application;
  return { ...rest, influencer: headline as z.input<typeof Application>['influencer'] };
}

/** An influencer's rate card; an empty one when none is set. */
export function rateCardView(card: RateCardItem | undefined, influencerId: string): z.input<typeof RateCard> {
  return card ?? { influencerId, lines: [], version: 0, updatedAt: null };
}

function listingView(listing: ListingItem) {
  const { workspaceId: _workspaceId, brandId: _brandId, guidelines: _guidelines, terms: _terms, ...shown } = listing;
  return { ...shown, applying: listing.applying ?? APPLY_FREELY } as Omit<
    z.input<typeof FittingCampaign>,
    'score' | 'reasons'
  >;
}

/** An open campaign in the list of those that fit. */
export function fittingCampaignView(
  listing: ListingItem,
  fit: { score: number; reasons: FitReason[] },
): z.input<typeof FittingCampaign> {
  return { ...listingView(listing), score: fit.score, reasons: fit.reasons };
}

/** One open campaign for an influencer; `fit` is undefined while there is no profile. */
export function openCampaignView(
  listing: ListingItem,
  fit: Fit | undefined,
  { applied, places }: { applied: AppliedItem | undefined; places: PlacesItem | undefined },
): z.input<typeof OpenCampaign> {
  return {
    ...listingView(listing),
    guidelines: listing.guidelines ?? NO_GUIDELINES,
    terms: listing.terms ?? {},
    fit: fit?.fits ? { score: fit.score, reasons: fit.reasons } : null,
    misfit: !fit ? 'no_profile' : fit.fits ? null : fit.misfit,
    takenCount: places?.takenCount ?? 0,
    isFull: places !== undefined && isFull(places),
    application: applied ? { applicationId: applied.applicationId, status: applied.status } : null,
  };
}
