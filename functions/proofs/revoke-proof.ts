import { revokeProof } from '#contract/areas/proofs.ts';
import { updateContract } from '#data/contract.ts';
import { keys, partitions } from '#data/keys.ts';
import { refuse } from '#domain/decision.ts';
import { proofMark } from '#domain/proof.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { partyOf, sideOf } from '#runtime/party.ts';
import { contractOf } from '#runtime/party-refs.ts';

export const handler = endpoint(revokeProof, async (call) => {
  const party = partyOf(call.actor());
  const side = sideOf(party);
  return call.commit({
    reads: { contract: contractOf(party, call.params.contractId) },
    decide: ({ contract }) => {
      if (!contract) return refuse('not_found');
      const mark = proofMark(side);
      if (!contract[mark]) return refuse('proof_not_found', 'You have no proof of this contract to take back.');
      const { workspaceId, campaignId, contractId, influencerId, version } = contract;
      return {
        changes: [
          {
            kind: 'delete',
            key: keys.proof(workspaceId, contractId, side),
            when: [{ path: 'contractId', is: '=', value: contractId }],
          },
          ...updateContract(contract, { unset: [mark] }, [{ path: 'version', is: '=', value: version }]),
        ],
        event: {
          type: 'ProofRevoked',
          aggregateId: contractId,
          seq: version + 1,
          partition: partitions.campaign(workspaceId, campaignId),
          data: { workspaceId, campaignId, contractId, influencerId, by: side },
        },
        answer: { status: 200, body: { done: true } },
      };
    },
  });
});
