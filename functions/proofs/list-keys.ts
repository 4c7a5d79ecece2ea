import { listProofKeys } from '#contract/areas/proofs.ts';
import { listVerificationKeys } from '#data/proof.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(listProofKeys, async () => {
  const known = await listVerificationKeys();
  const keys = known.map(({ keyId, publicJwk }) => ({
    ...publicJwk,
    ...{ kid: keyId, alg: 'ES256' as const, use: 'sig' as const },
  }));
  return { status: 200, body: { keys } };
});
