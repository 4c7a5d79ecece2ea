import type * as z from 'zod/mini';
import type { FoundInfluencer } from '#contract/areas/search.ts';
import { excerpt, type SearchHit } from '#domain/search.ts';

/** Characters of a bio that a list shows. */
const BIO_LENGTH = 240;

/** A hit as the API shows it. */
export function foundInfluencerView({ document, matched, priceFrom }: SearchHit): z.input<typeof FoundInfluencer> {
  const { prices: _prices, bio, ...shown } = document;
  return { ...shown, bio: excerpt(bio, BIO_LENGTH), priceFrom, matched } as z.input<typeof FoundInfluencer>;
}
