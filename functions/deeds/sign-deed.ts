import { signDeed } from '#contract/areas/deeds.ts';
import { deedRef, writeDeed } from '#data/deed.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { decideSign, deedOfOlder, isSignedByBoth } from '#domain/deed.ts';
import { aboutDeed, deedActorOf } from '#runtime/deed-act.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256Hex } from '#runtime/hash.ts';
import { contractOf } from '#runtime/party-refs.ts';
import { signaturesView } from '#runtime/views/deed.ts';

export const handler = endpoint(signDeed, async (call) => {
  const { party, act, owner } = deedActorOf(call.actor(), call.nowIso);
  const { contractId } = call.params;
  const { version: number, ...given } = call.body;
  return call.commit({
    reads: {
      contract: contractOf(party, contractId),
      stored: deedRef(owner, contractId, number),
      next: deedRef(owner, contractId, number + 1),
    },
    decide: ({ contract, stored, next }) => {
      if (!contract) return refuse('not_found');
      call.onCampaign(contract.campaignId);
      if (next) return refuse('document_changed', `This contract has version ${next.number}; read and sign that.`);
      const before = stored ?? (number === 1 ? deedOfOlder(contract, sha256Hex) : undefined);
      if (!before) return refuse('document_changed', `This contract has no version ${number}.`);
      if (contract.fundingStatus === 'cancelled') return refuse('contract_cancelled');
      const deed = decideSign(before, { ...act, ...given, address: call.sourceIp });
      if (isRefused(deed)) return deed;
      const about = aboutDeed(contract, stored, act.side);
      return {
        changes: writeDeed(stored, deed),
        event: {
          type: 'ContractSigned',
          ...about,
          data: {
            ...about.data,
            ...{ documentVersion: number, documentHash: deed.documentHash, isComplete: isSignedByBoth(deed) },
          },
        },
        answer: {
          status: 200,
          body: { contractId, version: number, documentHash: deed.documentHash, signatures: signaturesView(deed) },
        },
      };
    },
  });
});
