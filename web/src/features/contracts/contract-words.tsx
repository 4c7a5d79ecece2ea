import type * as z from 'zod/mini';
import type { Contract } from '#contract/areas/contracts.ts';
import type { HoldStatus } from '#domain/contract.ts';
import { objectionHoursOf, spanText } from '#domain/objection.ts';
import type { Side } from '#domain/offer.ts';
import { cx } from '@/ui/cx.ts';
import { Badge } from '@/ui/feedback.tsx';
import { Icon } from '@/ui/icon.tsx';

export type ContractView = z.output<typeof Contract>;

const HOLDS: Record<HoldStatus, { name: string; tone: 'neutral' | 'good' | 'attention' | 'bad' | 'info' }> = {
  unfunded: { name: 'Not paid in yet', tone: 'attention' },
  pending: { name: 'Payment under way', tone: 'info' },
  funded: { name: 'Money held', tone: 'good' },
  releasing: { name: 'Being paid out', tone: 'info' },
  released: { name: 'Paid', tone: 'good' },
  refunding: { name: 'Being paid back', tone: 'info' },
  refunded: { name: 'Paid back', tone: 'neutral' },
  disputed: { name: 'Disputed', tone: 'bad' },
  cancelled: { name: 'Cancelled', tone: 'neutral' },
};

/** Where the money of a contract is. */
export function HoldBadge({ status }: { status: HoldStatus }) {
  return <Badge tone={HOLDS[status].tone}>{HOLDS[status].name}</Badge>;
}

const HELD: Record<HoldStatus, Record<Side, string>> = {
  unfunded: {
    brand: 'Pay the price in, so that the creator can begin. It is held until the content is approved and live.',
    influencer: 'The brand has not paid in yet. Begin when the money is held.',
  },
  pending: {
    brand: 'A payment was started and is not confirmed yet.',
    influencer: 'The brand is paying in. Begin when the money is held.',
  },
  funded: {
    brand:
      'The money is held. It goes to the creator when the content is approved, live and not objected to for {span}.',
    influencer: 'The money is held for you. It is paid out when your content is approved and has been live for {span}.',
  },
  releasing: {
    brand: 'The money is on its way to the creator.',
    influencer: 'Your money is on its way to your payout account.',
  },
  released: { brand: 'The creator has been paid.', influencer: 'You have been paid.' },
  refunding: { brand: 'The money is on its way back to you.', influencer: 'The money goes back to the brand.' },
  refunded: { brand: 'The money was paid back to you.', influencer: 'The money went back to the brand.' },
  cancelled: {
    brand: 'The contract was cancelled before it was paid in; nothing is owed.',
    influencer: 'The contract was cancelled before it was paid in. Do not begin work for it.',
  },
  disputed: {
    brand: 'The money is frozen: one of you, or the bank, disputes it. It moves when that is settled.',
    influencer: 'The money is frozen: one of you, or the bank, disputes it. It moves when that is settled.',
  },
};

/** Where the money is and what comes next, in a sentence for one side. */
export function holdSentence(
  { fundingStatus, terms }: Pick<ContractView, 'fundingStatus' | 'terms'>,
  side: Side,
): string {
  return HELD[fundingStatus][side].replace('{span}', spanText(objectionHoursOf(terms)));
}

/** The same, where the money could not be paid back. */
export const REFUND_STUCK: Record<Side, string> = {
  brand:
    'The refund could not be made, however often it was tried. The money stays set aside for you; people of Accord look for another way.',
  influencer:
    'The money goes back to the brand, whose refund could not be made so far. It is set aside; do not begin work for it.',
};

const PAST_FUNDING: readonly HoldStatus[] = ['funded', 'releasing', 'released', 'disputed'];

export type MilestoneView = ContractView['milestones'][number];

/** What of a contract is still to be paid in: all of it, or some of its milestones. */
export function unpaidMilestones({ milestones }: Pick<ContractView, 'milestones'>): MilestoneView[] {
  return milestones.filter(({ status }) => status === 'unfunded' || status === 'pending');
}

/** Whether a milestone could be paid in now: its dates fit into the time money may be held. */
export function isOpenNow({ fundingWindow }: MilestoneView): boolean {
  return !fundingWindow?.opensOn;
}

/** `Milestone 2: The story`; nothing for a contract without milestones. */
export function milestoneName({ number, title }: MilestoneView): string | null {
  return title === null ? null : `Milestone ${number}: ${title}`;
}

/** Where the way ends instead. */
const ENDS: Partial<Record<HoldStatus, string>> = {
  cancelled: 'Cancelled',
  refunding: 'Being paid back',
  refunded: 'Paid back',
};

/** The way of a contract from agreement to payment, with what is done and what comes next. */
export function ContractSteps({ contract }: { contract: ContractView }) {
  const { required, approved, live } = contract.progress;
  const { fundingStatus } = contract;
  const ended = ENDS[fundingStatus];
  const isReturning = fundingStatus === 'refunding';
  const steps = [
    { name: 'Agreed', done: true },
    {
      name: ended ?? 'Money held',
      done: ended ? !isReturning : PAST_FUNDING.includes(fundingStatus),
    },
    { name: `Approved ${approved} of ${required}`, done: approved >= required },
    { name: `Live ${live} of ${required}`, done: live >= required },
    { name: 'Paid', done: fundingStatus === 'released' },
  ];
  const next = ended && !isReturning ? -1 : steps.findIndex((step) => !step.done);
  return (
    <ol aria-label="How far this contract is" className="grid gap-3 sm:grid-cols-5 sm:gap-2">
      {steps.map((step, index) => (
        <li
          key={step.name}
          aria-current={index === next ? 'step' : undefined}
          className="flex items-center gap-2.5 sm:flex-col sm:items-start sm:gap-2"
        >
          <span
            aria-hidden="true"
            className={cx(
              'hidden h-1 w-full rounded-full sm:block',
              step.done ? 'bg-accent' : index === next ? 'bg-copper' : 'bg-line',
            )}
          />
          <span className="flex items-center gap-2">
            <span
              aria-hidden="true"
              className={cx(
                'grid size-5 flex-none place-items-center rounded-full',
                step.done
                  ? 'bg-accent text-accent-ink'
                  : index === next
                    ? 'border-2 border-copper'
                    : 'border-2 border-line',
              )}
            >
              {step.done && <Icon name="check" className="size-3.5" />}
            </span>
            <span className={cx('text-small', step.done || index === next ? 'font-medium' : 'text-faint')}>
              {step.name}
              <span className="sr-only">{step.done ? ', done' : index === next ? ', next' : ', later'}</span>
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
