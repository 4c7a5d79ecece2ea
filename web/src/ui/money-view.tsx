import { type FocusEvent, useEffect, useRef, useState } from 'react';
import type { Currency } from '#domain/currencies.ts';
import type { Money as MoneyValue } from '#domain/money.ts';
import { cx } from './cx.ts';
import { useFieldControl } from './field.tsx';
import { formatMajor, formatMoney, parseMajor } from './money.ts';

/** An amount of money, digits of equal width. */
export function Money({ value, className }: { value: MoneyValue; className?: string }) {
  return <span className={cx('tabular-nums whitespace-nowrap', className)}>{formatMoney(value)}</span>;
}

/** A change: a plus sign, which never stands alone at the end of a line, before what is more than nothing. */
export function MoneyChange({ value }: { value: MoneyValue }) {
  return (
    <span className="whitespace-nowrap font-medium">
      {value.amountMinor > 0 && '+'}
      <Money value={value} />
    </span>
  );
}

/** From–to; one amount where both are the same. */
export function MoneyRange({ min, max, className }: { min: MoneyValue; max: MoneyValue; className?: string }) {
  if (min.amountMinor === max.amountMinor) return <Money value={min} {...(className ? { className } : {})} />;
  return (
    <span className={cx('tabular-nums', className)}>
      <Money value={min} /> – <Money value={max} />
    </span>
  );
}

/** An amount typed in major units, handed on as whole minor units: undefined when empty, NaN when it is no amount of this currency. */
export function MoneyInput(props: {
  value: number | undefined;
  currency: Currency;
  onChange: (amountMinor: number | undefined) => void;
  onBlur?: () => void;
  name?: string;
  inputRef?: (element: HTMLInputElement | null) => void;
}) {
  const { value, currency } = props;
  const shown = value === undefined || Number.isNaN(value) ? '' : formatMajor(value, currency);
  const [text, setText] = useState(shown);
  const typing = useRef(false);
  const given = useRef<number | undefined>(undefined);
  useEffect(() => {
    // A value from elsewhere (loaded, reset, other currency, somebody else's) replaces the text; what is being typed stays as typed. Of a field that was emptied a form
    // may show the value it began with.
    const isTyped = typing.current && (given.current === undefined || Object.is(given.current, value));
    if (!isTyped && !Number.isNaN(value)) setText(shown);
  }, [shown, value]);

  function take(next: string) {
    typing.current = true;
    setText(next);
    const parsed = parseMajor(next, currency);
    const empty = 'problem' in parsed && parsed.problem === 'empty' ? undefined : Number.NaN;
    given.current = 'amountMinor' in parsed ? parsed.amountMinor : empty;
    props.onChange(given.current);
  }
  function leave(_: FocusEvent) {
    typing.current = false;
    const parsed = parseMajor(text, currency);
    if ('amountMinor' in parsed) setText(formatMajor(parsed.amountMinor, currency));
    props.onBlur?.();
  }
  return (
    <div className="relative">
      <span
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 right-3 flex items-center text-small font-medium text-faint"
      >
        {currency}
      </span>
      <input
        {...useFieldControl()}
        ref={props.inputRef}
        name={props.name}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        onChange={(event) => take(event.target.value)}
        onBlur={leave}
        className="control pr-14 tabular-nums"
      />
    </div>
  );
}
