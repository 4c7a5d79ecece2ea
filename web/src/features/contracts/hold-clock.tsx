import type * as z from 'zod/mini';
import type { HoldClock } from '#contract/areas/payments.ts';
import type { Side } from '#domain/offer.ts';
import { cx } from '@/ui/cx.ts';
import { Icon } from '@/ui/icon.tsx';
import { formatDay } from '@/ui/relative-time.tsx';

export type HoldClockView = z.output<typeof HoldClock>;

const DAY_MS = 86_400_000;

const LOOKS = {
  ok: { text: 'text-soft', bar: 'bg-accent' },
  soon: { text: 'text-copper', bar: 'bg-copper' },
  over: { text: 'text-danger', bar: 'bg-danger' },
} as const;

function leftText({ state, daysLeft }: HoldClockView): string {
  if (state === 'over') return 'time is over';
  return daysLeft === 0 ? 'last day' : daysLeft === 1 ? '1 day left' : `${daysLeft} days left`;
}

/** The day and how long it is until then, for where a heading says what it is about. */
export function HoldClockText({ clock }: { clock: HoldClockView }) {
  return (
    <span className={cx('text-small', LOOKS[clock.state].text)}>
      {formatDay(clock.heldUntil.slice(0, 10))}, {leftText(clock)}
    </span>
  );
}

/** Until when money may be held, in a line. */
export function HoldClockLine({ clock }: { clock: HoldClockView }) {
  return (
    <p className={cx('flex items-start gap-1.5 text-small', LOOKS[clock.state].text)}>
      <Icon name="clock" className="mt-0.5 size-4 flex-none" />
      <span>
        Can be held until {formatDay(clock.heldUntil.slice(0, 10))}, <strong>{leftText(clock)}</strong>
      </span>
    </p>
  );
}

const ENDS: Record<Side, string> = {
  brand: 'If nothing is handed in by then, the money goes back to you a day earlier.',
  influencer:
    'Deliver and publish well before: if nothing is handed in, the money goes back to the brand a day earlier.',
};

/** How much of the time is used up for which the payment provider lets money be held, and what happens at its end. */
export function HoldClockBar({ clock, fundedAt, side }: { clock: HoldClockView; fundedAt: string; side: Side }) {
  const [fromMs, untilMs] = [Date.parse(fundedAt), Date.parse(clock.heldUntil)];
  const wholeDays = Math.max(1, Math.round((untilMs - fromMs) / DAY_MS));
  const used = clock.state === 'over' ? 1 : Math.min(1, Math.max(0, 1 - clock.daysLeft / wholeDays));
  return (
    <section aria-label="How long the money can be held" className="grid gap-2">
      <HoldClockLine clock={clock} />
      <div
        role="img"
        aria-label={`${Math.round(used * wholeDays)} of ${wholeDays} days used`}
        className="flex h-1.5 overflow-hidden rounded-full bg-line"
      >
        <span className={cx('min-w-1 rounded-full', LOOKS[clock.state].bar)} style={{ flexGrow: used, flexBasis: 0 }} />
        <span style={{ flexGrow: 1 - used, flexBasis: 0 }} />
      </div>
      <p className="text-tiny text-faint">
        The payment provider limits how long money may be held.{' '}
        {clock.state === 'over' ? 'We are settling this with both sides.' : ENDS[side]}
      </p>
    </section>
  );
}
