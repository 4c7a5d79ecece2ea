import { appealDecision } from '#contract/areas/disputes.ts';
import { decideAppeal } from '#domain/dispute.ts';
import { sealedAt } from '#runtime/disputes/dispute-refs.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { say } from './say.ts';

export const handler = endpoint(appealDecision, async (call) =>
  say(call, (dispute, said) => decideAppeal(dispute, said, sealedAt(call))),
);
