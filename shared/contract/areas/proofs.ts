import * as z from 'zod/mini';
import { PROOF_STATES } from '#domain/proof.ts';
import { defineEndpoint } from '../endpoint.ts';
import { Done, Instant, id, Money } from '../schemas.ts';

/** What was held for a contract when the proof was made, signed, and whether it still is. */
export const ProofOfFunds = z.strictObject({
  proofId: id('proof'),
  /** The price of the contract, before fees and tax. */
  amount: Money,
  brandName: z.string(),
  campaignTitle: z.string(),
  /** sha-256 of what was agreed, hex; the same as on the contract. */
  contractHash: z.string(),
  fundedAt: Instant,
  /** Until when the payment provider lets the money be held. */
  heldUntil: z.nullable(Instant),
  issuedAt: Instant,
  notPromised: z.array(z.string()),
  signature: z.strictObject({
    algorithm: z.literal('ES256'),
    /** Names one of the keys of GET /proofs/keys. */
    keyId: z.string(),
    /** All of the above as claims, signed: a JSON Web Signature in compact form (RFC 7515). */
    jws: z.string(),
  }),
  /** What holds at this moment; it is not part of what is signed. */
  now: z.strictObject({ holds: z.boolean(), state: z.enum(PROOF_STATES), asOf: Instant }),
});
z.globalRegistry.add(ProofOfFunds, { id: 'ProofOfFunds' });

const contractParams = z.strictObject({ contractId: id('contract') });
/** What names a proof to whoever has its link: workspace, contract and 256 random bits. Anything else is no proof, so it is no invalid input either. */
const Link = z.string().check(z.maxLength(200));

export const createProof = defineEndpoint({
  id: 'proofs.create-proof',
  method: 'POST',
  path: '/contracts/{contractId}/proof',
  allow: ['proof:share'],
  rate: 'payments',
  params: contractParams,
  responses: {
    201: z.strictObject({
      ...ProofOfFunds.shape,
      /** Shown this once: whoever has it can look the proof up. */
      link: z.string(),
      /** The page that shows it, below the address of the site. */
      path: z.string(),
    }),
  },
  errors: ['not_found', 'contract_not_funded'],
  summary:
    'Make a signed proof that the money of a contract is held; the link of an earlier one of the same side ends.',
});

export const revokeProof = defineEndpoint({
  id: 'proofs.revoke-proof',
  method: 'DELETE',
  path: '/contracts/{contractId}/proof',
  allow: ['proof:share'],
  idempotent: true,
  params: contractParams,
  responses: { 200: Done },
  errors: ['not_found', 'proof_not_found'],
  summary: "Take one's own proof of a contract back; its link is dead at once.",
});

export const getProof = defineEndpoint({
  id: 'proofs.get-proof',
  method: 'GET',
  path: '/proofs/{proofId}',
  allow: 'anyone',
  params: z.strictObject({ proofId: Link }),
  responses: { 200: ProofOfFunds },
  errors: ['proof_not_found'],
  summary: 'What a proof of funds says, its signature, and whether it holds now; for whoever has its link.',
});

export const lookUpProof = defineEndpoint({
  id: 'proofs.look-up-proof',
  method: 'POST',
  path: '/proofs/look-up',
  allow: 'anyone',
  body: z.strictObject({ link: Link }),
  responses: { 200: ProofOfFunds },
  errors: ['proof_not_found'],
  summary: 'The same with the link in the body, where no log of addresses keeps it.',
});

export const listProofKeys = defineEndpoint({
  id: 'proofs.list-keys',
  method: 'GET',
  path: '/proofs/keys',
  allow: 'anyone',
  responses: {
    200: z.strictObject({
      keys: z.array(
        z.strictObject({
          kty: z.string(),
          crv: z.string(),
          x: z.string(),
          y: z.string(),
          kid: z.string(),
          alg: z.literal('ES256'),
          use: z.literal('sig'),
        }),
      ),
    }),
  },
  errors: [],
  summary: 'Every key that has signed proofs of funds, as a JSON Web Key Set (RFC 7517).',
});

export const proofEndpoints = [createProof, revokeProof, getProof, lookUpProof, listProofKeys] as const;
