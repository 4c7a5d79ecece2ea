import type * as z from 'zod/mini';
import type { ProofOfFunds } from '#contract/areas/proofs.ts';
import type { ContractItem } from '#data/contract.ts';
import type { ProofItem } from '#data/proof.ts';
import { proofNow, statusOfProof } from '#domain/proof.ts';

/** A proof as anybody who has its link sees it at an instant. */
export function proofView(
  { content, keyId, jws }: ProofItem,
  contract: Pick<ContractItem, 'fundingStatus' | 'parts'>,
  nowIso: string,
): z.input<typeof ProofOfFunds> {
  return {
    ...content,
    signature: { algorithm: 'ES256', keyId, jws },
    now: { ...proofNow(statusOfProof(contract, content.amount.amountMinor)), asOf: nowIso },
  };
}
