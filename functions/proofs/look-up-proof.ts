import { lookUpProof } from '#contract/areas/proofs.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { proofBehind } from './proof.ts';

export const handler = endpoint(lookUpProof, async (call) => ({
  status: 200,
  body: await proofBehind(call.body.link, call.nowIso),
}));
