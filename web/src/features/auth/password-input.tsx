import { type ComponentProps, useState } from 'react';
import { findPasswordWeakness } from '#domain/passwords.ts';
import { cx } from '@/ui/cx.ts';
import { Input } from '@/ui/field.tsx';

/** A password with a way to look at it. */
export function PasswordInput(props: Omit<ComponentProps<typeof Input>, 'type'>) {
  const [shown, setShown] = useState(false);
  return (
    <div className="relative">
      <Input {...props} type={shown ? 'text' : 'password'} autoCapitalize="none" spellCheck={false} className="pr-16" />
      <button
        type="button"
        aria-pressed={shown}
        aria-label="Show password"
        onClick={() => setShown(!shown)}
        className="absolute inset-y-1 right-1 rounded-md px-3 text-small font-medium text-soft hover:bg-sunken hover:text-ink"
      >
        {shown ? 'Hide' : 'Show'}
      </button>
    </div>
  );
}

const STEPS = [
  { from: 0, word: 'Too short', bars: 0 },
  { from: 10, word: 'Good', bars: 1 },
  { from: 14, word: 'Strong', bars: 2 },
  { from: 18, word: 'Very strong', bars: 3 },
] as const;

/**
 * How long is long enough: length is what makes a password hard to guess; and what makes it easy all the same. `personal` are the person's own words. The
 * list of common passwords is the server's, which has the last word.
 */
export function PasswordStrength({ password, personal = [] }: { password: string; personal?: readonly string[] }) {
  const weakness = password.length >= STEPS[1].from ? findPasswordWeakness(password, personal, () => false) : undefined;
  const step = (weakness ? undefined : STEPS.findLast((one) => password.length >= one.from)) ?? STEPS[0];
  const left = STEPS[1].from - password.length;
  return (
    <span className="flex items-center gap-3">
      <span aria-hidden="true" className="flex gap-1">
        {[1, 2, 3].map((bar) => (
          <span key={bar} className={cx('h-1.5 w-7 rounded-full', bar <= step.bars ? 'bg-accent' : 'bg-line')} />
        ))}
      </span>
      <span>
        {password === ''
          ? 'At least 10 characters; a short sentence is best'
          : left > 0
            ? `${left} more to go`
            : (weakness ?? step.word)}
      </span>
    </span>
  );
}
