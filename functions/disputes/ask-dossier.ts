import { askDossier } from '#contract/areas/disputes.ts';
import { createOrReplace } from '#data/change.ts';
import { contractRef } from '#data/contract.ts';
import { Dossiers, dossierRef } from '#data/dossier.ts';
import { partitions } from '#data/keys.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(askDossier, async (call) => {
  const { workspaceId, contractId } = call.body;
  const askedAt = call.nowIso;
  return call.commit({
    reads: { contract: contractRef(workspaceId, contractId), dossier: dossierRef(workspaceId, contractId) },
    decide: ({ contract, dossier }) => {
      if (!contract) return refuse('not_found');
      const { campaignId, influencerId, campaignTitle: title } = contract;
      const asked = { workspaceId, contractId, askedAt, file: dossier?.file ?? null };
      return {
        changes: [createOrReplace(Dossiers, dossier, asked)],
        event: {
          type: 'DossierAsked',
          aggregateId: contractId,
          seq: (dossier?.version ?? 0) + 1,
          partition: partitions.campaign(workspaceId, campaignId),
          data: { workspaceId, campaignId, influencerId, title, contractId },
        },
        answer: { status: 202, body: { contractId, state: 'preparing', askedAt } },
      };
    },
  });
});
