import * as z from 'zod/mini';
import { AMENDMENT_STATUSES } from '#domain/amendment.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';
import { offerTerms, sideAct } from './offer.ts';

const schema = z.object({
  contractId: z.string(),
  workspaceId: z.string(),
  influencerId: z.string(),
  campaignId: z.string(),
  number: z.int(),
  status: z.enum(AMENDMENT_STATUSES),
  proposedBy: sideAct,
  terms: offerTerms,
  message: z.string(),
  answeredBy: z.nullable(sideAct),
  reason: z.nullable(z.string()),
  version: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** The newest proposal to change a contract: beside it in the workspace, and the influencer's copy. */
export const Amendments = {
  main: defineEntity({
    name: 'amendment',
    schema,
    key: (amendment) => keys.amendment(amendment.workspaceId, amendment.contractId),
  }),
  copy: defineEntity({
    name: 'amendment_copy',
    schema,
    key: (amendment) => keys.amendmentCopy(amendment.influencerId, amendment.contractId),
  }),
} as const;
export type AmendmentItem = ValueOf<(typeof Amendments)['main']>;

/** The newest proposal about a contract in the owner's own partition. */
export function amendmentRef(owner: { workspaceId: string } | { influencerId: string }, contractId: string) {
  return 'workspaceId' in owner
    ? ref(Amendments.main, keys.amendment(owner.workspaceId, contractId))
    : ref(Amendments.copy, keys.amendmentCopy(owner.influencerId, contractId));
}
