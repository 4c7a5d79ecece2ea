import { cancelContract } from '#contract/areas/contracts.ts';
import { type Change, unchanged } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { Pieces } from '#data/piece.ts';
import { type CancelLine, consequencesOf } from '#domain/cancellation.ts';
import { refuse } from '#domain/decision.ts';
import { editParts } from '#domain/hold-parts.ts';
import { money } from '#domain/money.ts';
import { planFreeing } from '#runtime/budget-limits.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { type CancelState, cancellationView, cancelRuleOf, readCancelState } from '#runtime/money/cancellation.ts';
import { writeParts } from '#runtime/money/settle-payment.ts';
import { actOf, partyOf } from '#runtime/party.ts';
import { contractOf } from '#runtime/party-refs.ts';

export const handler = endpoint(cancelContract, async (call) => {
  const party = partyOf(call.actor());
  const { side } = actOf(party, call.nowIso);
  return call.commit({
    reads: { contract: contractOf(party, call.params.contractId) },
    more: ({ contract }) => (contract ? readCancelState(contract) : Promise.resolve(undefined)),
    decide: ({ contract }, state) => {
      if (!contract || !state) return refuse('not_found');
      const { workspaceId, campaignId, campaignTitle: title, contractId, influencerId, version } = contract;
      call.onCampaign(campaignId);
      const decided = cancelRuleOf(state, side, call.nowMs);
      if (!decided.rule.may) return refuse(decided.rule.code);
      const { hold } = state;
      if (call.body.version !== hold.version)
        return refuse('version_conflict', 'It would come to something else now; read what, then ask again.');
      const lines = consequencesOf(hold, decided.rule);
      const amountOf = (name: CancelLine) =>
        money(lines.find(({ line }) => line === name)?.amountMinor ?? 0, hold.currency);
      return {
        changes: getOut(state, amountOf('freed_in_budget').amountMinor),
        event: {
          type: 'ContractCancelled',
          aggregateId: contractId,
          seq: version + 1,
          partition: partitions.campaign(workspaceId, campaignId),
          data: {
            ...{ workspaceId, campaignId, influencerId, title, contractId, by: side },
            ...{ backToBrand: amountOf('back_to_brand'), noLongerOwed: amountOf('no_longer_owed') },
          },
        },
        answer: { status: 202, body: cancellationView(state, decided) },
      };
    },
  });
});

/** What is held is to go back, which the release machine does; what was never paid in never will be. Content must still be as it was looked at. */
function getOut({ hold, pieces, budget }: CancelState, freedMinor: number): Change[] {
  const after = editParts(hold, ({ status }) => {
    if (status === 'funded') return { verdict: 'refund', refusal: undefined };
    return status === 'unfunded' ? { status: 'cancelled' } : undefined;
  });
  return [
    ...writeParts(hold, after),
    ...pieces.map((piece) => unchanged(Pieces, piece)),
    ...(budget && freedMinor > 0 ? planFreeing(budget, freedMinor) : []),
  ];
}
