import { proposeAmendment } from '#contract/areas/amendments.ts';
import { Amendments, amendmentRef } from '#data/amendment.ts';
import { deedRef } from '#data/deed.ts';
import { createBoth, replaceBoth } from '#data/two-sided.ts';
import { decideAmendment } from '#domain/amendment.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { aboutDeed, deedActorOf } from '#runtime/deed-act.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { contractOf } from '#runtime/party-refs.ts';
import { amendmentView } from '#runtime/views/amendment.ts';

export const handler = endpoint(proposeAmendment, async (call) => {
  const { party, act, owner } = deedActorOf(call.actor(), call.nowIso);
  const { contractId } = call.params;
  const { version, message, ...edit } = call.body;
  return call.commit({
    reads: {
      contract: contractOf(party, contractId),
      read: deedRef(owner, contractId, version),
      next: deedRef(owner, contractId, version + 1),
      before: amendmentRef(owner, contractId),
    },
    decide: ({ contract, read, next, before }) => {
      if (!contract) return refuse('not_found');
      call.onCampaign(contract.campaignId);
      // A contract from before versions were kept has its first without an item.
      if (next || (!read && version > 1))
        return refuse('document_changed', 'You read another version than the newest.');
      const amendment = decideAmendment({ contract, open: before }, { number: version + 1, act, edit, message });
      if (isRefused(amendment)) return amendment;
      const about = aboutDeed(contract, before, act.side);
      return {
        changes: before
          ? replaceBoth(Amendments, before, amendment)
          : createBoth(Amendments, { ...amendment, version: 1 }),
        event: {
          type: 'AmendmentProposed',
          ...about,
          data: { ...about.data, documentVersion: amendment.number },
        },
        answer: { status: 201, body: { amendment: amendmentView(amendment) } },
      };
    },
  });
});
