import type * as z from 'zod/mini';
import type { Consents } from '#contract/areas/consents.ts';
import { acceptancesOf, type KeptConsents, preferencesOf } from '#domain/consents.ts';
import { changesSince, currentVersionOf, DOCUMENTS, documentsDue } from '#domain/documents.ts';

/** What a person accepted and allows, as they see it. */
export function consentsView(kept: KeptConsents): z.input<typeof Consents> {
  const accepted = acceptancesOf(kept);
  const due = documentsDue(accepted);
  return {
    documents: DOCUMENTS.map((document) => ({
      document,
      version: currentVersionOf(document).version,
      acceptedVersion: accepted[document]?.version ?? null,
      acceptedAt: accepted[document]?.at ?? null,
      due: due.includes(document),
      changes: changesSince(document, accepted[document]?.version),
    })),
    preferences: preferencesOf(kept),
  };
}
