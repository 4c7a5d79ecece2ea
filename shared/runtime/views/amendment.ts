import type * as z from 'zod/mini';
import type { Amendment as AmendmentView } from '#contract/areas/amendments.ts';
import type { Amendment } from '#domain/amendment.ts';

/** A proposal to change a contract, as both sides see it. */
export function amendmentView(amendment: Omit<Amendment, 'version'>): z.input<typeof AmendmentView> {
  const { contractId, number, status, proposedBy, terms, message, answeredBy, reason } = amendment;
  return {
    ...{ contractId, version: number, status, terms, message, reason },
    ...{ proposedBy: proposedBy.side, proposedAt: proposedBy.at, answeredAt: answeredBy?.at ?? null },
  };
}
