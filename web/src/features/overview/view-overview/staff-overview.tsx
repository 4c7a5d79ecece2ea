import type * as z from 'zod/mini';
import { type ClawBackOrder, listClawBackOrders } from '#contract/areas/claw-backs.ts';
import { listDisputes } from '#contract/areas/disputes.ts';
import { listModerationQueue, type ModerationEntry } from '#contract/areas/moderation.ts';
import {
  type LedgerCheck,
  listAdjustments,
  listLedgerChecks,
  listReconciliations,
  type Reconciliation,
} from '#contract/areas/payments.ts';
import { listStuckRefunds, type StuckRefund } from '#contract/areas/stuck-refunds.ts';
import { may } from '#contract/permissions.ts';
import { useEndpoint, useEndpointPages } from '@/api/hooks.ts';
import { useUser } from '@/api/session.ts';
import { type DisputeView, REASON_WORDS } from '@/features/disputes/dispute-words.tsx';
import type { AdjustmentView } from '@/features/ledger/view-reconciliation/lines-for.ts';
import { Notice, SkeletonRows } from '@/ui/feedback.tsx';
import { Money } from '@/ui/money-view.tsx';
import { formatDay, RelativeTime } from '@/ui/relative-time.tsx';
import { countOf } from '@/ui/words.ts';
import { Figure, Figures, ListCard, Nothing, type Todo, TodoList } from './todo-list.tsx';

type Held = z.output<typeof ModerationEntry>;

/** The first screen of people of the platform: what waits for them in every queue that they may work on. */
export function StaffOverview() {
  const { role, userId } = useUser();
  const [isBooks, isModerator] = [may(role, 'ledger:check'), may(role, 'moderation:decide')];
  const disputes = useEndpointPages(listDisputes, { query: {} }, { keyOf: (one) => one.disputeId });
  const adjustments = useEndpointPages(
    listAdjustments,
    { query: {} },
    { keyOf: (one) => one.adjustmentId },
    { enabled: isBooks },
  );
  const days = useEndpoint(listReconciliations, {}, { enabled: isBooks });
  const checks = useEndpoint(listLedgerChecks, {}, { enabled: isBooks });
  const refunds = useEndpointPages(listStuckRefunds, {}, { keyOf: partKey }, { enabled: isBooks });
  const clawBacks = useEndpointPages(listClawBackOrders, {}, { keyOf: partKey }, { enabled: isBooks });
  const held = useEndpointPages(
    listModerationQueue,
    { query: {} },
    { keyOf: (one) => one.itemId },
    { enabled: isModerator },
  );
  const books = isBooks ? [adjustments, days, checks, refunds, clawBacks] : [];
  const reads = [disputes, ...books, ...(isModerator ? [held] : [])];
  if (reads.some((one) => one.isPending)) return <SkeletonRows rows={3} />;
  const check = checks.data?.items[0];
  const todos = [
    ...(disputes.items ?? []).map(disputeTodo),
    ...(adjustments.items ?? []).filter((one) => one.state === 'proposed' && !one.isYours).map(adjustmentTodo),
    ...(refunds.items ?? []).map(stuckTodo),
    ...(clawBacks.items ?? []).filter((one) => isForDecision(one, userId)).map(clawBackTodo),
    ...(held.items ?? []).filter(({ mayDecide }) => mayDecide).map(heldTodo),
    ...(days.data?.items ?? []).filter((one) => one.unexplainedCount > 0).map(dayTodo),
    ...(check && check.problemCount > 0 ? [checkTodo(check)] : []),
  ];
  return (
    <div className="grid gap-5">
      <ListCard title="Needs you now">
        {reads.some((one) => one.isError) && (
          <div className="px-5 pb-4 md:px-6">
            <Notice tone="bad">Not every queue could be read. Load the page again.</Notice>
          </div>
        )}
        <TodoList label="Needs you now" items={todos} />
        {todos.length === 0 && <Nothing>No queue has anything for you.</Nothing>}
      </ListCard>
      {check && <Ledger check={check} />}
    </div>
  );
}

function Ledger({ check }: { check: z.output<typeof LedgerCheck> }) {
  return (
    <Figures label="The ledger, last night">
      <Figure name="Ledger" value={check.problemCount === 0 ? 'Sound' : countOf(check.problemCount, 'problem')} />
      <Figure name="Entries" value={check.entryCount.toLocaleString('en')} />
      <Figure name="Campaigns" value={check.campaignCount.toLocaleString('en')} />
      <Figure name="Checked" value={<RelativeTime at={check.finishedAt} />} />
    </Figures>
  );
}

const disputeTodo = ({ disputeId, workspaceId, brandName, influencerName, reason, amount }: DisputeView): Todo => ({
  key: disputeId,
  icon: 'alert',
  title: `Decide between ${brandName} and ${influencerName}`,
  detail: REASON_WORDS[reason],
  aside: <Money value={amount} className="font-medium text-ink" />,
  link: {
    to: '/disputes/$disputeId',
    params: { disputeId },
    search: workspaceId ? { workspace: workspaceId } : {},
  },
});

const adjustmentTodo = ({ adjustmentId, objectId, proposedBy, expiresAt }: AdjustmentView): Todo => ({
  key: adjustmentId,
  icon: 'ledger',
  title: `Answer the adjustment of ${proposedBy.name}`,
  detail: objectId,
  aside: (
    <>
      until <RelativeTime at={expiresAt} />
    </>
  ),
  link: { to: '/admin/reconciliation' },
});

const partKey = ({ contractId, part }: { contractId: string; part: string }) => `${contractId} ${part}`;

/** What is proposed to be taken back, and what another admin wants let go. */
function isForDecision({ status, dismissal }: z.output<typeof ClawBackOrder>, userId: string): boolean {
  const isAsked = status === 'open' && dismissal !== null && !dismissal.agreedBy;
  return status === 'proposed' || (isAsked && dismissal.askedBy.userId !== userId);
}

const heldTodo = ({
  itemId,
  workspaceId,
  kind,
  campaignTitle,
  brandName,
  waitsSince,
  state,
  unanswered,
}: Held): Todo => ({
  key: itemId,
  icon: 'eye',
  title: heldTitle(kind === 'content' ? 'content' : 'a campaign', state, unanswered !== null),
  detail: `${campaignTitle}, ${brandName}`,
  aside: unanswered ? (
    <>
      due <RelativeTime at={unanswered.decideBy} />
    </>
  ) : (
    <RelativeTime at={waitsSince} />
  ),
  link: { to: '/moderation/$itemId', params: { itemId }, search: { workspace: workspaceId } },
});

function heldTitle(what: string, state: Held['state'], isUnanswered: boolean): string {
  if (state === 'appealed') return `Decide an appeal about ${what}`;
  return isUnanswered ? 'Look at content that nobody answered' : `Look at ${what} that is held back`;
}

const clawBackTodo = (order: z.output<typeof ClawBackOrder>): Todo => ({
  key: partKey(order),
  icon: 'wallet',
  title: order.dismissal ? 'Agree to let a claw-back go, or not' : 'Decide whether to take a payout back',
  detail: order.reason,
  aside: <Money value={order.amount} className="font-medium text-ink" />,
  link: { to: '/admin/claw-backs' },
});

const stuckTodo = (refund: z.output<typeof StuckRefund>): Todo => ({
  key: partKey(refund),
  icon: 'wallet',
  title: 'Decide about a refund that could not be made',
  detail: refund.code,
  aside: <Money value={refund.amount} className="font-medium text-ink" />,
  link: { to: '/admin/stuck-refunds' },
});

const dayTodo = ({ day, unexplainedCount }: z.output<typeof Reconciliation>): Todo => ({
  key: day,
  icon: 'ledger',
  title: `Explain ${countOf(unexplainedCount, 'difference')}`,
  detail: 'Between the provider’s balance and the ledger',
  aside: formatDay(day),
  link: { to: '/admin/reconciliation' },
});

const checkTodo = ({ finishedAt, problemCount }: z.output<typeof LedgerCheck>): Todo => ({
  key: finishedAt,
  icon: 'alert',
  title: `Look at ${countOf(problemCount, 'problem')} of the ledger`,
  detail: 'Found by the nightly check',
  aside: <RelativeTime at={finishedAt} />,
  link: { to: '/admin/ledger-check' },
});
