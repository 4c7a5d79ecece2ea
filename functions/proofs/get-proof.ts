import { getProof } from '#contract/areas/proofs.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { proofBehind } from './proof.ts';

export const handler = endpoint(getProof, async (call) => ({
  status: 200,
  body: await proofBehind(call.params.proofId, call.nowIso),
}));
