import type { ReactNode } from 'react';
import { HoldClockLine } from '@/features/contracts/hold-clock.tsx';
import { cx } from '@/ui/cx.ts';
import { Card } from '@/ui/layout.tsx';
import { formatMoney } from '@/ui/money.ts';
import { Money } from '@/ui/money-view.tsx';
import { type BudgetFigures, type BudgetView, partsOfBudget } from './budget-parts.ts';

const COLOURS = {
  paid: 'bg-accent-strong',
  held: 'bg-accent/55',
  agreed: 'bg-copper',
  back: 'bg-info',
  left: 'bg-line',
} as const;

/** Where the budget of a campaign is, with how long money may still be held for it, and what can be done about it. */
export function BudgetBar({ budget, action }: { budget: BudgetView; action?: ReactNode }) {
  return (
    <BudgetParts title="Budget" budget={budget}>
      {budget.holdClock && (
        <div className="mt-5 border-t border-line pt-4">
          <HoldClockLine clock={budget.holdClock} />
        </div>
      )}
      {action && <div className="mt-5 border-t border-line pt-4">{action}</div>}
    </BudgetParts>
  );
}

/** Where money is, as a bar and in figures. */
export function BudgetParts(props: { title: string; budget: BudgetFigures; children?: ReactNode }) {
  const { title, budget, children } = props;
  const parts = partsOfBudget(budget);
  const whole = budget.total.amountMinor || 1;
  return (
    <Card
      title={title}
      actions={
        <p>
          <span className="text-small text-faint">of </span>
          <Money value={budget.total} className="text-lead font-semibold" />
        </p>
      }
    >
      <div
        role="img"
        aria-label={parts.map((part) => `${part.name} ${formatMoney(part.value)}`).join(', ')}
        className="flex h-3.5 gap-0.5 overflow-hidden rounded-full"
      >
        {parts.map(
          (part) =>
            part.value.amountMinor > 0 && (
              <span
                key={part.id}
                className={cx('min-w-1', COLOURS[part.id])}
                style={{ flexGrow: part.value.amountMinor / whole, flexBasis: 0 }}
              />
            ),
        )}
      </div>
      <dl className="mt-5 grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
        {parts.map((part) => (
          <div key={part.id}>
            <dt className="flex items-center gap-2 text-small text-soft">
              <span aria-hidden="true" className={cx('size-2.5 flex-none rounded-full', COLOURS[part.id])} />
              {part.name}
            </dt>
            <dd className="mt-0.5">
              <Money value={part.value} className="font-semibold" />
              <span className="block text-tiny text-faint">{part.note}</span>
            </dd>
          </div>
        ))}
      </dl>
      {children}
    </Card>
  );
}
