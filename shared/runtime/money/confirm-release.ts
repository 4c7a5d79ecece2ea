import type * as z from 'zod/mini';
import type { approveRelease, ReleaseApproval } from '#contract/areas/payments.ts';
import type { EventDraft } from '#contract/events.ts';
import { type ContractItem, contractRef } from '#data/contract.ts';
import { type HoldItem, holdRef } from '#data/hold.ts';
import { type Workspace, workspaceRef } from '#data/workspace.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { latestReleaseAtMs } from '#domain/release.ts';
import { decideSecondPerson } from '#domain/second-person.ts';
import { isoOf, msOf } from '../clock.ts';
import type { Call } from '../endpoint.ts';
import { heldEvent } from './move-hold.ts';
import { noteSecondPerson, wantsSecondPerson } from './second-person.ts';

type View = z.input<typeof ReleaseApproval>;
type ConfirmCall = Pick<Call<typeof approveRelease>, 'member' | 'params' | 'nowIso' | 'commit'>;

/** What a word on a release is decided on. */
export const confirmReads = (workspaceId: string, { campaignId, contractId }: ConfirmCall['params']) => ({
  hold: holdRef(workspaceId, campaignId, contractId),
  contract: contractRef(workspaceId, contractId),
  workspace: workspaceRef(workspaceId),
});

/** A release as its second person sees it. */
export function releaseApprovalView(hold: HoldItem, contract: ContractItem, workspace: Workspace | undefined): View {
  const { contractId, campaignId, priceMinor, currency, begunBy, secondPerson } = hold;
  const isNeeded = wantsSecondPerson(workspace, hold);
  const lastLiveAtMs = contract.lastLiveAt ? msOf(contract.lastLiveAt) : null;
  const heldUntilMs = hold.heldUntil ? msOf(hold.heldUntil) : null;
  const latestMs = latestReleaseAtMs({ content: { lastLiveAtMs }, hold: { heldUntilMs } });
  return {
    ...{ contractId, campaignId, amount: { amountMinor: priceMinor, currency } },
    state: isNeeded ? (secondPerson?.state ?? 'waiting') : 'not_needed',
    begunBy: begunBy?.userId ?? null,
    askedAt: secondPerson?.askedAt ?? null,
    decidedBy: secondPerson?.decidedBy ?? null,
    decidedAt: secondPerson?.decidedAt ?? null,
    reason: secondPerson?.reason ?? null,
    latestAt: isNeeded && contract.liveCount >= contract.requiredCount && latestMs !== null ? isoOf(latestMs) : null,
  };
}

/** A member's word on a release: somebody else than who began it approves or declines it; the release machine does the rest. */
export function confirmRelease(
  call: ConfirmCall,
  word: { state: 'approved' | 'declined'; reason?: string },
): Promise<{ status: 200 | 202; body: View }> {
  const { workspaceId, userId } = call.member();
  const { nowIso } = call;
  return call.commit({
    reads: confirmReads(workspaceId, call.params),
    decide: ({ hold, contract, workspace }) => {
      if (!hold || !contract) return refuse('not_found');
      const facts = {
        ...{ isNeeded: wantsSecondPerson(workspace, hold), holdStatus: hold.status },
        ...{ approvedCount: contract.approvedCount, requiredCount: contract.requiredCount },
        ...{ begunBy: hold.begunBy, said: hold.secondPerson },
      };
      const decided = decideSecondPerson(facts, { ...word, userId, nowIso });
      if (isRefused(decided)) return decided;
      const { begunBy, said } = decided;
      const isFirst = said.state === 'asked';
      const after = { ...hold, begunBy, secondPerson: said };
      const answer = {
        status: isFirst ? (202 as const) : (200 as const),
        body: releaseApprovalView(after, contract, workspace),
      };
      if (said === hold.secondPerson) return { changes: [], answer };
      return {
        changes: noteSecondPerson(hold, said, { nowIso, begunBy }),
        event: approvalEvent(isFirst ? 'ReleaseApprovalAsked' : EVENT_OF[word.state], hold, begunBy.userId),
        answer,
      };
    },
  });
}

const EVENT_OF = { approved: 'ReleaseApproved', declined: 'ReleaseDeclined' } as const;

function approvalEvent(
  type: 'ReleaseApprovalAsked' | 'ReleaseApproved' | 'ReleaseDeclined',
  hold: HoldItem,
  begunBy: string,
): EventDraft {
  return heldEvent(type, hold, hold.priceMinor, { begunBy });
}
