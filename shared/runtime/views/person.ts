import type * as z from 'zod/mini';
import type { Me } from '#contract/areas/auth.ts';
import type { BrandProfile, InfluencerProfile } from '#contract/areas/profiles.ts';
import type { Influencer } from '#data/influencer.ts';
import type { User } from '#data/person.ts';
import type { Brand } from '#data/workspace.ts';
import { acceptancesOf } from '#domain/consents.ts';
import { documentsDue } from '#domain/documents.ts';
import type { Place } from '#domain/place.ts';
import { grantsView } from './grants.ts';

/** A stored person as the API shows them to themselves, with as whom and where they act. */
export function meView(
  { consents, version: _version, ...user }: User,
  { role, workspaceId, influencerId, grants }: Pick<Place, 'role' | 'workspaceId' | 'influencerId' | 'grants'>,
): z.input<typeof Me> {
  return {
    ...{ ...user, role, workspaceId, influencerId, grants: grantsView(grants) },
    documentsDue: documentsDue(acceptancesOf(consents)),
  };
}

/** A stored brand as the API shows it. */
export function brandView(brand: Brand): z.input<typeof BrandProfile> {
  return brand as z.input<typeof BrandProfile>;
}

/** A stored influencer profile as the API shows it to anyone who may read it. */
export function influencerView({ userId: _userId, ...profile }: Influencer): z.input<typeof InfluencerProfile> {
  return profile as z.input<typeof InfluencerProfile>;
}
