import { addEvidence } from '#contract/areas/disputes.ts';
import { decideEvidence } from '#domain/dispute.ts';
import { sealedAt } from '#runtime/disputes/dispute-refs.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { say } from './say.ts';

export const handler = endpoint(addEvidence, async (call) =>
  say(call, (dispute, said) => decideEvidence(dispute, said, sealedAt(call))),
);
