import { answerAmendment } from '#contract/areas/amendments.ts';
import type { EventDraft } from '#contract/events.ts';
import { type AmendmentItem, Amendments, amendmentRef } from '#data/amendment.ts';
import { type Change, replace } from '#data/change.ts';
import { type ContractItem, Contracts } from '#data/contract.ts';
import { type DeedItem, deedRef, writeDeed } from '#data/deed.ts';
import { type HoldItem, Holds, holdRef } from '#data/hold.ts';
import { findOne } from '#data/read.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { type Amendment, amendedContract, amendedHold, decideAmendmentAnswer } from '#domain/amendment.ts';
import { NEWEST_TEMPLATE } from '#domain/contract-clauses.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { agreedDeed, deedOfOlder } from '#domain/deed.ts';
import { aboutDeed, deedActorOf } from '#runtime/deed-act.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256Hex } from '#runtime/hash.ts';
import { contractOf } from '#runtime/party-refs.ts';
import { amendmentView } from '#runtime/views/amendment.ts';

export const handler = endpoint(answerAmendment, async (call) => {
  const { party, act, owner } = deedActorOf(call.actor(), call.nowIso);
  const { contractId } = call.params;
  const { version: number, answer, reason = null } = call.body;
  return call.commit({
    reads: {
      contract: contractOf(party, contractId),
      before: amendmentRef(owner, contractId),
      deed: deedRef(owner, contractId, number - 1),
    },
    more: async ({ contract }) =>
      contract && answer === 'accept'
        ? findOne(holdRef(contract.workspaceId, contract.campaignId, contractId))
        : undefined,
    decide: ({ contract, before, deed }, hold) => {
      if (!contract) return refuse('not_found');
      call.onCampaign(contract.campaignId);
      if (!before) return refuse('amendment_not_open', 'Nobody has proposed to change this contract.');
      const amendment = decideAmendmentAnswer({ contract, amendment: before }, { act, answer, number, reason });
      if (isRefused(amendment)) return amendment;
      return {
        changes: [
          ...replaceBoth(Amendments, before, amendment),
          ...(hold ? putInForce({ contract, deed, hold }, amendment) : []),
        ],
        event: eventOf(contract, before, amendment),
        answer: { status: 200, body: { amendment: amendmentView(amendment) } },
      };
    },
  });
});

/** The contract, its money and its text under the new terms; the version before stays readable. */
function putInForce(
  { contract, deed, hold }: { contract: ContractItem; deed: DeedItem | undefined; hold: HoldItem },
  amendment: Amendment,
): Change[] {
  const { contractId, terms, number, updatedAt: agreedAt } = amendment;
  const last = deed ?? deedOfOlder(contract, sha256Hex);
  const { pdf: _pdf, remindedDays: _days, ...facts } = last;
  const next = agreedDeed(
    { ...facts, template: NEWEST_TEMPLATE, number, terms },
    { contractId, agreedAt, hash: sha256Hex },
  );
  return [
    ...replaceBoth(Contracts, contract, amendedContract(contract, amendment, sha256Hex)),
    replace(Holds, hold, amendedHold(hold, terms)),
    ...writeDeed(deed, { ...last, isSuperseded: true }),
    ...writeDeed(undefined, next),
  ];
}

function eventOf(contract: ContractItem, before: AmendmentItem, after: Amendment): EventDraft {
  const { status, number: documentVersion, answeredBy } = after;
  const about = aboutDeed(contract, before, answeredBy?.side ?? 'brand');
  const data = { ...about.data, documentVersion };
  if (status === 'accepted') return { type: 'ContractAmended', ...about, data };
  return { type: 'AmendmentEnded', ...about, data: { ...data, isWithdrawn: status === 'withdrawn' } };
}
