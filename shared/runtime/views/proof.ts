import type * as z from 'zod/mini';
import type { ProofOfFunds } from '#contract/areas/proofs.ts';
import type { ContractItem } from '#data/contract.ts';
import type { ProofItem } from '#data/proof.ts';
import { proofNow } from '#domain/proof.ts';

/** A proof as anybody who has its link sees it at an instant. */
export function proofView(
  { content, keyId, jws }: ProofItem,
  { fundingStatus }: Pick<ContractItem, 'fundingStatus'>,
  nowIso: string,
): z.input<typeof ProofOfFunds> {
  return {
    ...content,
    signature: { algorithm: 'ES256', keyId, jws },
    now: { ...proofNow(fundingStatus), asOf: nowIso },
  };
}
