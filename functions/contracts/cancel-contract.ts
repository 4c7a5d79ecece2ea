import { cancelContract } from '#contract/areas/contracts.ts';
import { type Change, unchanged } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { paymentRef } from '#data/payment.ts';
import { Pieces } from '#data/piece.ts';
import { giveBackPlace } from '#data/places.ts';
import { findAll, findOne } from '#data/read.ts';
import { type CancelLine, consequencesOf, type DealStage, openPaymentsOf } from '#domain/cancellation.ts';
import { refuse } from '#domain/decision.ts';
import { editParts, partsOf } from '#domain/hold-parts.ts';
import { money } from '#domain/money.ts';
import type { Side } from '#domain/offer.ts';
import { isPlaceGivenBack } from '#domain/places.ts';
import { planFreeing } from '#runtime/budget-limits.ts';
import { type Call, endpoint } from '#runtime/endpoint.ts';
import { type CancelState, cancellationView, cancelRuleOf, readCancelState } from '#runtime/money/cancellation.ts';
import { writeParts } from '#runtime/money/settle-payment.ts';
import { actOf, partyOf } from '#runtime/party.ts';
import { contractOf } from '#runtime/party-refs.ts';

type CancelCall = Call<typeof cancelContract>;

export const handler = endpoint(cancelContract, async (call) => {
  const party = partyOf(call.actor());
  const { side } = actOf(party, call.nowIso);
  // What was asked for, before payments under way were given up for it.
  let asked: CancelState | undefined;
  return call.commit({
    reads: { contract: contractOf(party, call.params.contractId) },
    more: async ({ contract }) => {
      const state = contract && (await readCancelState(contract));
      if (!state || openPaymentsOf(state.hold).length === 0) return state;
      if (!asked && !isAsRead(call, state, side)) return state;
      asked ??= state;
      return giveUpPayments(call, state);
    },
    decide: (_read, state) => {
      if (!state) return refuse('not_found');
      const { workspaceId, campaignId, campaignTitle: title, contractId, influencerId, version } = state.contract;
      call.onCampaign(campaignId);
      const decided = cancelRuleOf(state, side, call.nowMs);
      if (!decided.rule.may) return refuse(decided.rule.code);
      const { hold } = state;
      const lines = consequencesOf(hold, decided.rule);
      if (asked ? !isStill(asked, state, { side, nowMs: call.nowMs }) : call.body.version !== hold.version)
        return refuse('version_conflict', 'It would come to something else now; read what, then ask again.');
      const amountOf = (name: CancelLine) =>
        money(lines.find(({ line }) => line === name)?.amountMinor ?? 0, hold.currency);
      const shown = asked ?? state;
      return {
        changes: getOut(state, decided.stage, amountOf('freed_in_budget').amountMinor),
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
        answer: { status: 202, body: cancellationView(shown, cancelRuleOf(shown, side, call.nowMs)) },
      };
    },
  });
});

/** Whether somebody who may get out asks for exactly what they were shown. */
function isAsRead(call: CancelCall, state: CancelState, side: Side): boolean {
  call.onCampaign(state.contract.campaignId);
  return call.body.version === state.hold.version && cancelRuleOf(state, side, call.nowMs).rule.may;
}

/** The contract once nobody can pay in by a payment that is open: each is given up, or turns out to have been made. */
async function giveUpPayments(call: CancelCall, { contract, hold }: CancelState): Promise<CancelState | undefined> {
  const [payments] = await findAll(openPaymentsOf(hold).map((id) => paymentRef(hold.workspaceId, id)));
  // The provider's client is heavier than all the rest: only a contract with a payment under way waits for it.
  const { giveUpPayment, leaveToSuccessor } = await import('./paying.ts');
  for (const payment of payments) {
    if (!payment) continue;
    await leaveToSuccessor(payment, contract.contractId, call);
    await giveUpPayment(payment, call);
  }
  const after = await findOne(contractOf(partyOf(call.actor()), contract.contractId));
  return after && readCancelState(after);
}

/** Whether getting out comes to the same after payments were given up for it as was shown before. */
function isStill(before: CancelState, after: CancelState, { side, nowMs }: { side: Side; nowMs: number }): boolean {
  const linesOf = (state: CancelState) =>
    JSON.stringify(consequencesOf(state.hold, cancelRuleOf(state, side, nowMs).rule));
  return openPaymentsOf(after.hold).length === 0 && linesOf(before) === linesOf(after);
}

/** What is held is to go back, which the release machine does; what was never paid in never will be. Content must still be as it was looked at. */
function getOut(
  { contract, hold, pieces, budget, places }: CancelState,
  stage: DealStage,
  freedMinor: number,
): Change[] {
  const after = editParts(hold, ({ status }) => {
    if (status === 'funded') return { verdict: 'refund', refusal: undefined };
    return status === 'unfunded' ? { status: 'cancelled' } : undefined;
  });
  const hasPlace = contract.terms.extends === undefined;
  const isPartlyDisputed = partsOf(hold).some(({ status }) => status === 'disputed');
  return [
    ...writeParts(hold, after),
    ...pieces.map((piece) => unchanged(Pieces, piece)),
    ...(budget && freedMinor > 0 ? planFreeing(budget, freedMinor) : []),
    ...(hasPlace && isPlaceGivenBack(stage, isPartlyDisputed) ? giveBackPlace(places) : []),
  ];
}
