import type * as z from 'zod/mini';
import type { Deed as DeedView } from '#contract/areas/deeds.ts';
import type { DeedItem } from '#data/deed.ts';
import { type Deed, type DeedFacts, deedText, plainDeed } from '#domain/deed.ts';
import { rightsWarnings } from '#domain/usage-rights.ts';
import { sha256Hex } from '../hash.ts';

type View = z.input<typeof DeedView>;

/** One version of a contract as both sides read it, among all of its versions. */
export function deedView(deed: Omit<Deed, 'version'>, all: readonly Omit<DeedItem, 'version'>[]): View {
  const { contractId, agreedAt, documentHash, pdf } = deed;
  return {
    ...textView(deed),
    contractId,
    agreedAt,
    documentHash,
    signatures: signaturesView(deed),
    pdf: pdf ? { renderedAt: pdf.renderedAt, signatures: pdf.signatures, sha256: pdf.sha256 } : null,
    versions: all.map((one) => ({
      version: one.number,
      agreedAt: one.agreedAt,
      documentHash: one.documentHash,
      signedBy: one.signatures.map(({ side }) => side),
    })),
  };
}

/** Who has signed; of the person only the name they typed. */
export function signaturesView({ signatures }: Pick<Deed, 'signatures'>): View['signatures'] {
  return signatures.map(({ userId: _userId, ...signature }) => signature);
}

/** The text that an offer would make, which nobody has agreed to yet. */
export function previewView(facts: DeedFacts): View {
  const documentHash = sha256Hex(plainDeed(facts));
  return {
    ...textView(facts),
    ...{ contractId: null, agreedAt: null, documentHash, signatures: [], pdf: null, versions: [] },
  };
}

function textView(facts: DeedFacts) {
  const { campaignId, offerId, offerVersion, number, template, terms } = facts;
  return {
    ...{ campaignId, offerId, offerVersion, version: number, template, terms },
    ...deedText(facts),
    text: plainDeed(facts),
    warnings: rightsWarnings(terms),
  };
}
