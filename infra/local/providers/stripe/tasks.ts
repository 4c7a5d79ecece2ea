/** What happens at Stripe by itself as time passes. */
import type { Platform } from '#local/kernel.ts';
import { closeDispute, openDispute } from './disputes.ts';
import { emit } from './events.ts';
import { balanceOf } from './ledger.ts';
import { passDeadline } from './onboarding.ts';
import { payOutAutomatically, settlePayout } from './payouts.ts';
import { settleRefund } from './refunds.ts';
import type { Change, StripeState, Task } from './state.ts';

type Run = (change: Change, data: Record<string, string>) => void;

const TASKS: Record<string, Run> = {
  available: (change, { account }) => {
    const owner = account || null;
    emit(change, 'balance.available', balanceOf(change, owner, change.now), owner);
  },
  deadline: (change, { account, deadline }) => passDeadline(change, account ?? '', deadline ?? ''),
  payouts: (change, { account }) => payOutAutomatically(change, account ?? ''),
  payout: (change, { payout }) => settlePayout(change, payout ?? ''),
  refund: (change, { refund, fate }) => {
    settleRefund(change, refund ?? '', fate === 'failed' ? 'failed' : 'succeeded');
  },
  dispute: (change, { charge, reason }) => {
    const doc = change.find('charge', charge ?? '');
    if (doc && !doc.object.disputed && !doc.object.refunded) openDispute(change, doc.object.id, reason ?? 'fraudulent');
  },
  verdict: (change, { dispute, verdict }) => {
    const doc = change.find('dispute', dispute ?? '');
    if (doc?.object.status === 'under_review') closeDispute(change, doc.object.id, verdict === 'won' ? 'won' : 'lost');
  },
};

/** Runs a due task and forgets it in the same change; one that cannot be done is traced and dropped. */
export async function runTask(platform: Platform, state: StripeState, task: Task): Promise<void> {
  try {
    await state.change((change) => {
      change.remove('task', task.id);
      TASKS[task.name]?.(change, task.data);
    });
  } catch (error) {
    platform.trace.emit('stripe.defect', { task: task.name, data: task.data, error: String(error) });
    await state.change((change) => change.remove('task', task.id));
  }
}
