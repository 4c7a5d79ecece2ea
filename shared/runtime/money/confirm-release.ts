import type * as z from 'zod/mini';
import type { approveRelease, ReleaseApproval } from '#contract/areas/payments.ts';
import type { EventDraft } from '#contract/events.ts';
import { type ContractItem, contractRef, progressOf } from '#data/contract.ts';
import { type HeldPart, type HoldItem, holdRef } from '#data/hold.ts';
import { type Workspace, workspaceRef } from '#data/workspace.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { milestoneOf, partsOf } from '#domain/hold-parts.ts';
import { objectionHoursOf } from '#domain/objection.ts';
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

/** The part whose release is being talked about: the one somebody was asked about, else the first that is held. */
export function partInQuestion(hold: HoldItem): HeldPart {
  const parts = partsOf(hold);
  const isHeld = ({ status }: HeldPart) => status === 'funded' || status === 'disputed';
  const asked = parts.find((part) => isHeld(part) && part.secondPerson && part.secondPerson.state !== 'approved');
  return asked ?? parts.find(isHeld) ?? (parts.at(-1) as HeldPart);
}

/** A release as its second person sees it. */
export function releaseApprovalView(part: HeldPart, contract: ContractItem, workspace: Workspace | undefined): View {
  const { contractId, campaignId, priceMinor, currency, begunBy, secondPerson } = part;
  const isNeeded = wantsSecondPerson(workspace, part);
  const { lastLiveAt, liveCount, requiredCount } = progressOf(contract, milestoneOf(part));
  const lastLiveAtMs = lastLiveAt ? msOf(lastLiveAt) : null;
  const heldUntilMs = part.heldUntil ? msOf(part.heldUntil) : null;
  const latestMs = latestReleaseAtMs({
    content: { lastLiveAtMs, objectionHours: objectionHoursOf(contract.terms) },
    hold: { heldUntilMs },
  });
  return {
    ...{ contractId, campaignId, amount: { amountMinor: priceMinor, currency } },
    state: isNeeded ? (secondPerson?.state ?? 'waiting') : 'not_needed',
    begunBy: begunBy?.userId ?? null,
    askedAt: secondPerson?.askedAt ?? null,
    decidedBy: secondPerson?.decidedBy ?? null,
    decidedAt: secondPerson?.decidedAt ?? null,
    reason: secondPerson?.reason ?? null,
    latestAt: isNeeded && liveCount >= requiredCount && latestMs !== null ? isoOf(latestMs) : null,
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
      const part = partInQuestion(hold);
      const { approvedCount, requiredCount } = progressOf(contract, milestoneOf(part));
      const facts = {
        ...{ isNeeded: wantsSecondPerson(workspace, part), holdStatus: part.status },
        ...{ approvedCount, requiredCount, begunBy: part.begunBy, said: part.secondPerson },
      };
      const decided = decideSecondPerson(facts, { ...word, userId, nowIso });
      if (isRefused(decided)) return decided;
      const { begunBy, said } = decided;
      const isFirst = said.state === 'asked';
      const after = { ...part, begunBy, secondPerson: said };
      const answer = {
        status: isFirst ? (202 as const) : (200 as const),
        body: releaseApprovalView(after, contract, workspace),
      };
      if (said === part.secondPerson) return { changes: [], answer };
      return {
        changes: noteSecondPerson(part, said, { nowIso, begunBy }),
        event: approvalEvent(isFirst ? 'ReleaseApprovalAsked' : EVENT_OF[word.state], part, begunBy.userId),
        answer,
      };
    },
  });
}

const EVENT_OF = { approved: 'ReleaseApproved', declined: 'ReleaseDeclined' } as const;

function approvalEvent(
  type: 'ReleaseApprovalAsked' | 'ReleaseApproved' | 'ReleaseDeclined',
  part: HeldPart,
  begunBy: string,
): EventDraft {
  return heldEvent(type, part, part.priceMinor, { begunBy });
}
