import type { ReactNode } from 'react';
import { ApiError, explain } from '../api/problem.ts';
import { Button, ButtonLink } from './button.tsx';
import { cx } from './cx.ts';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'neutral' | 'good' | 'attention' | 'bad' | 'info';

const TONES: Record<Tone, string> = {
  neutral: 'bg-sunken text-soft',
  good: 'bg-accent-soft text-accent-strong',
  attention: 'bg-copper-soft text-copper',
  bad: 'bg-danger-soft text-danger',
  info: 'bg-info-soft text-info',
};

/** A short state, told by word as well as colour. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-tiny font-semibold whitespace-nowrap',
        TONES[tone],
      )}
    >
      <span aria-hidden="true" className="size-1.5 rounded-full bg-current" />
      {children}
    </span>
  );
}

/** A sentence that stays on the screen. Errors are announced at once. */
export function Notice({
  tone = 'info',
  title,
  children,
  action,
}: {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  const icon: IconName = tone === 'bad' || tone === 'attention' ? 'alert' : tone === 'good' ? 'check' : 'info';
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={cx('flex gap-3 rounded-control px-4 py-3 text-small', TONES[tone])}
    >
      <Icon name={icon} className="flex-none" />
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className={cx(Boolean(title) && 'mt-0.5')}>{children}</div>}
      </div>
      {action && <div className="flex-none self-center">{action}</div>}
    </div>
  );
}

/** What to show where there is nothing yet. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  icon: IconName;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center rounded-card border border-dashed border-line-strong px-6 py-14 text-center">
      <span className="grid size-12 place-items-center rounded-full bg-accent-soft text-accent">
        <Icon name={icon} />
      </span>
      <h2 className="mt-4 text-heading font-semibold">{title}</h2>
      <p className="mt-1 max-w-md text-soft">{children}</p>
      {action && <div className="mt-5">{action}</div>}
    </div>
  );
}

/** An error in place of content, with the way to try again and what to tell support. */
export function ErrorPanel({
  error,
  onRetry,
  title = 'This could not be loaded',
}: {
  error: unknown;
  onRetry?: () => void;
  title?: string;
}) {
  const lacksSecondFactor = error instanceof ApiError && error.code === 'two_factor_required';
  const reference = error instanceof ApiError ? error.correlationId : undefined;
  return (
    <div role="alert" className="rounded-card border border-line bg-surface px-6 py-8">
      <div className="flex items-start gap-4">
        <span className="grid size-10 flex-none place-items-center rounded-full bg-danger-soft text-danger">
          <Icon name="alert" />
        </span>
        <div className="min-w-0">
          <h2 className="text-heading font-semibold">{title}</h2>
          <p className="mt-1 text-soft">{explain(error)}</p>
          {reference && <p className="mt-2 text-small break-all text-faint">Reference: {reference}</p>}
          {lacksSecondFactor && (
            <ButtonLink to="/account/security" variant="primary" className="mt-4 mr-2">
              Set up a second factor
            </ButtonLink>
          )}
          {onRetry && (
            <Button className="mt-4" onClick={onRetry}>
              Try again
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}

/** A grey bar where text will be. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cx('shimmer block h-4 rounded bg-line', className)} />;
}

/** Grey cards where a list or a page will be; says once that it is loading. */
export function SkeletonRows({ rows = 4 }: { rows?: number }) {
  return (
    <div role="status" className="grid gap-3">
      <span className="sr-only">Loading…</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical bars without identity
        <div key={row} className="rounded-card border border-line bg-surface p-5">
          <Skeleton className="w-2/5" />
          <Skeleton className="mt-3 w-4/5" />
        </div>
      ))}
    </div>
  );
}
