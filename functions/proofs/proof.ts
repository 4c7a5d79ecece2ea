import type * as z from 'zod/mini';
import type { ProofOfFunds } from '#contract/areas/proofs.ts';
import { Failure } from '#contract/failure.ts';
import { contractRef } from '#data/contract.ts';
import { proofRef } from '#data/proof.ts';
import { findTogether } from '#data/read.ts';
import { sameSecret, sha256 } from '#runtime/hash.ts';
import { proofView } from '#runtime/views/proof.ts';

/** Workspace and contract name where to look, in one read; the secret grants. */
const LINK = /^(wsp_[0-9A-HJKMNP-TV-Z]{26})\.(ctr_[0-9A-HJKMNP-TV-Z]{26})\.([\w-]{43})$/;

/** What names a proof to whoever has it. */
export function linkOf(workspaceId: string, contractId: string, secret: string): string {
  return `${workspaceId}.${contractId}.${secret}`;
}

/** The proof behind a link and where its money is now; throws proof_not_found alike for links that were mistyped, taken back, replaced or made up. */
export async function proofBehind(link: string, nowIso: string): Promise<z.input<typeof ProofOfFunds>> {
  const [, workspaceId, contractId, secret] = LINK.exec(link) ?? [];
  if (!workspaceId || !contractId || !secret) throw new Failure('proof_not_found');
  const { contract, ...proofs } = await findTogether({
    contract: contractRef(workspaceId, contractId),
    influencers: proofRef(workspaceId, contractId, 'influencer'),
    brands: proofRef(workspaceId, contractId, 'brand'),
  });
  const hash = sha256(secret);
  const proof = [proofs.influencers, proofs.brands].find((one) => one && sameSecret(one.secretHash, hash));
  if (!contract || !proof) throw new Failure('proof_not_found');
  return proofView(proof, contract, nowIso);
}
