import { commit } from '#data/commit.ts';
import { contractRef } from '#data/contract.ts';
import { submissionRef } from '#data/submission.ts';
import { decideSilence, silenceNote } from '#domain/content.ts';
import { isRefused } from '#domain/decision.ts';
import { moderationIdOf } from '#domain/ids.ts';
import { UNANSWERED_DAYS } from '#domain/moderation.ts';
import { isoOf } from '#runtime/clock.ts';
import { reviewedChanges, reviewedEvent, unansweredChanges, unansweredEvent } from '#runtime/content-review.ts';
import { answerEndsAtMs, listUnanswered } from '#runtime/money/release-facts.ts';
import { ReleaseInput } from '#runtime/money/release-turn.ts';
import { step } from '#runtime/step.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

/**
 * Approves content that the brand has not answered in the time both sides agreed on; where nobody knows what its pictures and films show, a moderator looks at them instead. An answer that
 * comes first stands, and a repeat finds nothing to do.
 */
export const handler = step(ReleaseInput, async (name, { nowMs, nowIso }) => {
  for (const { submissionId } of await listUnanswered(name)) {
    const outcome = await commit(systemCommitContext(), {
      reads: {
        submission: submissionRef(name.workspaceId, name.campaignId, submissionId),
        contract: contractRef(name.workspaceId, name.contractId),
      },
      decide: ({ submission, contract }) => {
        const answer = { status: 200, body: {} };
        const days = contract?.terms.reviewDays;
        if (!submission || days === undefined || nowMs < answerEndsAtMs(submission, days))
          return { changes: [], answer };
        const decideBy = isoOf(nowMs + UNANSWERED_DAYS * 86_400_000);
        const itemId = moderationIdOf(submissionId);
        const next = decideSilence(submission, { note: silenceNote(days), nowIso, decideBy, itemId });
        // Somebody answered meanwhile.
        if (isRefused(next)) return { changes: [], answer };
        if (next.status === 'pending')
          return {
            changes: unansweredChanges(submission, next, { reviewDays: days, decideBy }),
            event: unansweredEvent(next, decideBy),
            answer,
          };
        return { changes: reviewedChanges(submission, next), event: reviewedEvent(next, 'approved', true), answer };
      },
    });
    if (isRefused(outcome)) throw new Error(`Approving unanswered content was refused: ${outcome.refused}.`);
  }
  return { restSeconds: 0 };
});
