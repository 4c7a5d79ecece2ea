import { commit } from '#data/commit.ts';
import { type DisputeItem, Disputes, disputeRef } from '#data/dispute.ts';
import { holdRef } from '#data/hold.ts';
import { findOne } from '#data/read.ts';
import { replaceBoth } from '#data/two-sided.ts';
import { isRefused } from '#domain/decision.ts';
import { answerBy, final, handedToStaff, nextDisputeStep, overtaken } from '#domain/dispute.ts';
import { disputesOf, isAllFrozen } from '#domain/dispute-parts.ts';
import type { HoldName } from '../money/release-hold.ts';
import { systemCommitContext } from '../system-commit.ts';
import { clockOf } from './dispute-clock.ts';
import { disputeEvent } from './dispute-event.ts';
import { type Frozen, readFrozen } from './dispute-refs.ts';
import { endDispute } from './end-dispute.ts';

/** Does what time brings to every open dispute about a hold: a reminder, the hand-over to staff, or its end, when a decision is final or the money is gone. A repeat finds it done. */
export async function advanceDispute(name: HoldName): Promise<void> {
  const { workspaceId, campaignId, contractId } = name;
  const found = await findOne(holdRef(workspaceId, campaignId, contractId));
  for (const disputeId of found ? disputesOf(found) : []) await advanceOne(name, disputeId);
}

async function advanceOne(name: HoldName, disputeId: string): Promise<void> {
  const context = systemCommitContext();
  const { nowMs, nowIso } = context;
  const outcome = await commit(context, {
    reads: { dispute: disputeRef(name.workspaceId, disputeId) },
    more: (): Promise<Frozen> => readFrozen(name),
    decide: ({ dispute }, frozen) => {
      const done = { changes: [], answer: { status: 200, body: {} } };
      if (!dispute || !frozen.hold) return done;
      const step = nextDisputeStep(clockOf(dispute), isAllFrozen(frozen.hold, disputeId), nowMs);
      if (step.do === 'wait') return done;
      if (step.do === 'remind') return { ...done, ...remind(dispute, step.hours) };
      if (step.do === 'hand_over') {
        const after = handedToStaff(dispute, { nowIso });
        const event = disputeEvent('DisputeHandedOver', after, dispute.version + 1);
        return { ...done, changes: replaceBoth(Disputes, dispute, after), event };
      }
      const over = step.do === 'finish' ? final(dispute, { nowIso }) : overtaken(dispute, { nowIso });
      const ended = endDispute(dispute, { dispute: over }, frozen, nowIso);
      return isRefused(ended) ? ended : { ...done, ...ended };
    },
  });
  if (isRefused(outcome)) throw new Error(`A dispute refused its own clock: ${outcome.refused}.`);
}

function remind(dispute: DisputeItem, hours: number) {
  const event = disputeEvent('DisputeReminded', dispute, dispute.version + 1, {
    answerBy: answerBy(dispute),
    dueAt: dispute.dueAt,
    hoursLeft: hours,
  });
  return { changes: replaceBoth(Disputes, dispute, { ...dispute, remindedHours: hours }), event };
}
