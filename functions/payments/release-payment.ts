import { releasePayment } from '#contract/areas/payments.ts';
import { type Change, update } from '#data/change.ts';
import { keys } from '#data/keys.ts';
import { type PaymentItem, paymentRef } from '#data/payment.ts';
import { refuse } from '#domain/decision.ts';
import { closedGates } from '#domain/release.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { type ReleaseState, readReleaseStates, releaseFactsOf } from '#runtime/money/release-facts.ts';
import { paymentEvent } from '#runtime/money/settle-payment.ts';

export const handler = endpoint(releasePayment, async (call) => {
  const { workspaceId } = call.member();
  const { contractId } = call.body;
  return call.commit({
    reads: { payment: paymentRef(workspaceId, call.params.paymentId) },
    more: async ({ payment }) => {
      const shares =
        payment?.shares.filter((share) => contractId === undefined || share.contractId === contractId) ?? [];
      if (!payment || shares.length === 0) return [];
      const { campaignId } = payment;
      const states = await readReleaseStates(shares.map((share) => ({ ...share, workspaceId, campaignId })));
      return states.flatMap((state) => (state ? [state] : []));
    },
    decide: ({ payment }, states) => {
      if (payment) call.onCampaign(payment.campaignId);
      if (!payment || states.length === 0) return refuse('not_found');
      if (payment.status !== 'funded') return refuse('contract_not_funded', `This payment is ${payment.status}.`);
      const held = states.filter(({ hold }) => hold.status !== 'released' && hold.status !== 'refunded');
      if (held.length === 0) return refuse('already_released');
      const looked = held.map((state) => ({ state, reasons: closedGates(releaseFactsOf(state, call.nowMs)) }));
      const ready = looked.filter(({ state, reasons }) => reasons.length === 0 && state.hold.status === 'funded');
      if (ready.length === 0) {
        const issues = looked.flatMap(({ state, reasons }) =>
          (reasons.length > 0 ? reasons : [state.hold.status]).map((message) => ({
            path: state.hold.contractId,
            message,
          })),
        );
        return refuse('release_not_ready', 'Each issue names a contract and what it waits for.', issues);
      }
      const contractIds = ready.map(({ state }) => state.hold.contractId);
      const shares = payment.shares.filter((share) => contractIds.includes(share.contractId));
      return {
        changes: ready.map(({ state }) => ask(payment, state, call.nowIso)),
        event: paymentEvent('ReleaseRequested', { ...payment, shares }),
        answer: { status: 202, body: { paymentId: payment.paymentId, contractIds, status: 'releasing' } },
      };
    },
  });
});

/** Notes that a person asked; a refusal by the provider no longer delays the next try. The release machine does the rest. */
function ask({ workspaceId, campaignId }: PaymentItem, { hold }: ReleaseState, nowIso: string): Change {
  return update(
    keys.hold(workspaceId, campaignId, hold.contractId),
    { set: { releaseRequestedAt: nowIso }, unset: ['refusal'], add: { version: 1 } },
    [{ path: 'version', is: '=', value: hold.version }],
  );
}
