import * as z from 'zod/mini';
import type { Side } from '#domain/offer.ts';
import { type Change, create } from './change.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys, partitions } from './keys.ts';
import { listAll } from './read.ts';
import { money } from './shapes.ts';

/** A proof of funds that a side of a contract has made; a new one takes its place, and with it goes the old link. */
export const Proofs = defineEntity({
  name: 'proof',
  schema: z.object({
    workspaceId: z.string(),
    contractId: z.string(),
    side: z.enum(['brand', 'influencer']),
    /** The link's secret, as a hash. */
    secretHash: z.string(),
    content: z.object({
      proofId: z.string(),
      amount: money,
      brandName: z.string(),
      campaignTitle: z.string(),
      contractHash: z.string(),
      fundedAt: z.string(),
      heldUntil: z.nullable(z.string()),
      issuedAt: z.string(),
      notPromised: z.array(z.string()),
    }),
    keyId: z.string(),
    /** The content, signed (RFC 7515, compact). */
    jws: z.string(),
  }),
  key: ({ workspaceId, contractId, side }) => keys.proof(workspaceId, contractId, side),
});
export type ProofItem = ValueOf<typeof Proofs>;

export const proofRef = (workspaceId: string, contractId: string, side: Side) =>
  ref(Proofs, keys.proof(workspaceId, contractId, side));

/** A proof in place of the one there may have been; the commit restates the contract it is about. */
export function putProof(proof: ProofItem): Change {
  return { ...create(Proofs, proof), when: [] };
}

const publicJwk = z.object({ kty: z.string(), crv: z.string(), x: z.string(), y: z.string() });

/** The key that signs now; its private part is wrapped by the platform's key. */
export const SigningKeys = defineEntity({
  name: 'signing_key',
  schema: z.object({
    keyId: z.string(),
    publicJwk,
    wrappedPrivateKey: z.string(),
    createdAt: z.string(),
    version: z.int(),
  }),
  key: () => keys.signingKey(),
});
export type SigningKeyItem = ValueOf<typeof SigningKeys>;

export const signingKeyRef = () => ref(SigningKeys, keys.signingKey());

/** The public part of every key that has ever signed, so that old proofs stay verifiable. */
export const VerificationKeys = defineEntity({
  name: 'verification_key',
  schema: z.object({ keyId: z.string(), publicJwk, createdAt: z.string() }),
  key: ({ keyId }) => keys.verificationKey(keyId),
});
export type VerificationKeyItem = ValueOf<typeof VerificationKeys>;

export function listVerificationKeys(): Promise<VerificationKeyItem[]> {
  return listAll({ entity: VerificationKeys, partition: partitions.proofKeys(), prefix: 'PUBLIC#' });
}
