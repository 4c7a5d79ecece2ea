import { Link, type LinkProps } from '@tanstack/react-router';
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon, type IconName } from './icon.tsx';

type Variant = 'primary' | 'secondary' | 'ghost' | 'danger';
type Size = 'normal' | 'small';

const VARIANTS: Record<Variant, string> = {
  primary: 'bg-accent text-accent-ink hover:bg-accent-strong border-transparent',
  secondary: 'bg-surface text-ink border-line-strong hover:bg-sunken',
  ghost: 'bg-transparent text-soft border-transparent hover:bg-sunken hover:text-ink',
  danger: 'bg-surface text-danger border-danger hover:bg-danger-soft',
};

function look(variant: Variant, size: Size, className?: string): string {
  return cx(
    'inline-flex items-center justify-center gap-2 rounded-control border font-medium whitespace-nowrap no-underline transition-colors',
    'disabled:opacity-55 aria-disabled:opacity-55',
    size === 'small' ? 'min-h-11 px-3 text-small md:min-h-8' : 'min-h-11 px-4 text-body md:min-h-10',
    VARIANTS[variant],
    className,
  );
}

interface Common {
  variant?: Variant;
  size?: Size;
  icon?: IconName;
  children: ReactNode;
}

/** A button. `busy` keeps its place and its name, says so to screen readers and refuses a second press. */
export function Button({
  variant = 'secondary',
  size = 'normal',
  icon,
  busy = false,
  className,
  children,
  onClick,
  ...rest
}: Common & ButtonHTMLAttributes<HTMLButtonElement> & { busy?: boolean }) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
      className={look(variant, size, className)}
    >
      {busy ? <Spinner /> : icon && <Icon name={icon} className="-ml-0.5 size-4.5" />}
      {children}
    </button>
  );
}

/** A button that holds only an icon; `label` is its name. */
export function IconButton({
  icon,
  label,
  className,
  ...rest
}: { icon: IconName; label: string } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={cx(
        'inline-grid size-11 place-items-center rounded-control text-soft hover:bg-sunken hover:text-ink md:size-9',
        className,
      )}
    >
      <Icon name={icon} />
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({
  variant = 'secondary',
  size = 'normal',
  icon,
  className,
  children,
  ...rest
}: Common & LinkProps & { className?: string }) {
  return (
    <Link {...rest} className={look(variant, size, className)}>
      {icon && <Icon name={icon} className="-ml-0.5 size-4.5" />}
      {children}
    </Link>
  );
}

function Spinner() {
  return (
    <svg
      viewBox="0 0 20 20"
      width="16"
      height="16"
      aria-hidden="true"
      className="animate-spin"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.5"
      strokeLinecap="round"
    >
      <path d="M10 2.5a7.5 7.5 0 1 1-7.5 7.5" />
    </svg>
  );
}
