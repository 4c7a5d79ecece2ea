import { releasePayment } from '#contract/areas/payments.ts';
import { type Change, replace } from '#data/change.ts';
import { type HeldPart, type HoldItem, Holds } from '#data/hold.ts';
import { paymentRef } from '#data/payment.ts';
import { refuse } from '#domain/decision.ts';
import { editParts, milestoneOf, partIdOf, partsOfPayment } from '#domain/hold-parts.ts';
import { closedGates } from '#domain/release.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { readReleaseStates, releaseFactsOf } from '#runtime/money/release-facts.ts';
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
      const { milestone } = call.body;
      const asked = states.flatMap((state) =>
        partsOfPayment(state.hold, payment.paymentId)
          .filter((part) => milestone === undefined || milestoneOf(part) === milestone)
          .map((part) => ({ state, part })),
      );
      if (asked.length === 0) return refuse('validation_failed', undefined, [NO_SUCH_MILESTONE]);
      const held = asked.filter(({ part }) => part.status !== 'released' && part.status !== 'refunded');
      if (held.length === 0) return refuse('already_released');
      const looked = held.map((one) => ({
        ...one,
        reasons: closedGates(releaseFactsOf(one.state, one.part, call.nowMs)),
      }));
      const ready = looked.filter(
        ({ part, reasons }) => reasons.length === 0 && part.status === 'funded' && !part.verdict,
      );
      if (ready.length === 0) {
        const issues = looked.flatMap(({ part, reasons }) =>
          (reasons.length > 0 ? reasons : [part.verdict ?? part.status]).map((message) => ({
            path: part.of ? `${part.contractId}.milestones.${milestoneOf(part)}` : part.contractId,
            message,
          })),
        );
        return refuse('release_not_ready', 'Each issue names a contract and what it waits for.', issues);
      }
      const contractIds = [...new Set(ready.map(({ part }) => part.contractId))];
      const shares = payment.shares.filter((share) => contractIds.includes(share.contractId));
      return {
        changes: states.flatMap(({ hold }) =>
          ask(
            hold,
            ready.map(({ part }) => part),
            call.nowIso,
          ),
        ),
        event: paymentEvent('ReleaseRequested', { ...payment, shares }),
        answer: { status: 202, body: { paymentId: payment.paymentId, contractIds, status: 'releasing' } },
      };
    },
  });
});

const NO_SUCH_MILESTONE = { path: 'milestone', message: 'must be a milestone that this payment paid in' };

/** Notes that a person asked for parts of a hold; a refusal by the provider no longer delays the next try. The release machine does the rest. */
function ask(hold: HoldItem, ready: readonly HeldPart[], nowIso: string): Change[] {
  const ids = ready.filter(({ contractId }) => contractId === hold.contractId).map(partIdOf);
  const after = editParts(hold, (part) =>
    ids.includes(partIdOf(part)) ? { releaseRequestedAt: nowIso, refusal: undefined } : undefined,
  );
  return after === hold ? [] : [replace(Holds, hold, after)];
}
