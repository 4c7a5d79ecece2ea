import { createProof } from '#contract/areas/proofs.ts';
import { type ContractItem, updateContract } from '#data/contract.ts';
import { partitions } from '#data/keys.ts';
import { putProof, signingKeyRef } from '#data/proof.ts';
import { refuse } from '#domain/decision.ts';
import { money } from '#domain/money.ts';
import { NOT_PROMISED, type ProofOfFunds, proofMark } from '#domain/proof.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';
import { newId, newSecret } from '#runtime/ids.ts';
import { partyOf, sideOf } from '#runtime/party.ts';
import { contractOf } from '#runtime/party-refs.ts';
import { proofSigner, signProof } from '#runtime/proof-signing.ts';
import { proofView } from '#runtime/views/proof.ts';
import { linkOf } from './proof.ts';

export const handler = endpoint(createProof, async (call) => {
  const party = partyOf(call.actor());
  const side = sideOf(party);
  const [proofId, secret] = [newId('proof'), newSecret()];
  return call.commit({
    reads: { contract: contractOf(party, call.params.contractId), current: signingKeyRef() },
    more: ({ current }) => proofSigner(current, call.nowMs),
    decide: ({ contract }, signer) => {
      if (!contract) return refuse('not_found');
      const { workspaceId, campaignId, contractId, influencerId, fundingStatus, fundedAt, version } = contract;
      if (heldMinor(contract) === 0 || !fundedAt)
        return refuse('contract_not_funded', `The money of this contract is ${fundingStatus}; a proof needs it held.`);
      const content = contentOf(contract, fundedAt, proofId, call.nowIso);
      const { keyId } = signer;
      const jws = signProof(content, signer);
      const proof = { workspaceId, contractId, side, secretHash: sha256(secret), content, keyId, jws };
      const link = linkOf(workspaceId, contractId, secret);
      return {
        changes: [
          putProof(proof),
          ...signer.changes,
          ...updateContract(contract, { set: { [proofMark(side)]: call.nowIso } }, [
            { path: 'version', is: '=', value: version },
          ]),
        ],
        event: {
          type: 'ProofCreated',
          aggregateId: contractId,
          seq: version + 1,
          partition: partitions.campaign(workspaceId, campaignId),
          data: { workspaceId, campaignId, contractId, influencerId, by: side, proofId },
        },
        answer: { status: 201, body: { ...proofView(proof, contract, call.nowIso), link, path: `/proofs#${link}` } },
      };
    },
  });
});

/** What of a contract's price is held now, minor units: all of it, or the milestones whose money is. */
function heldMinor({ fundingStatus, parts, terms }: ContractItem): number {
  if (!parts) return fundingStatus === 'funded' ? terms.price.amountMinor : 0;
  return Object.values(parts).reduce((total, part) => total + (part.status === 'funded' ? part.priceMinor : 0), 0);
}

function contentOf(contract: ContractItem, fundedAt: string, proofId: string, issuedAt: string): ProofOfFunds {
  const { terms, brandName, campaignTitle, termsHash, heldUntil } = contract;
  const amount = money(heldMinor(contract), terms.price.currency);
  return {
    ...{ proofId, amount, brandName, campaignTitle, contractHash: termsHash },
    ...{ fundedAt, heldUntil: heldUntil ?? null, issuedAt, notPromised: [...NOT_PROMISED] },
  };
}
