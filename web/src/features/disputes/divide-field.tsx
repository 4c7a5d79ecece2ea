import { type Division, feeOfPart, type Lot, whyNotDivided } from '#domain/dispute.ts';
import type { Money } from '#domain/money.ts';
import { Field } from '@/ui/field.tsx';
import { formatMoney } from '@/ui/money.ts';
import { MoneyInput } from '@/ui/money-view.tsx';
import { DivisionLines, type Reader } from './dispute-words.tsx';

/** The two parts of what is held, by the influencer's; undefined when it is no amount, or more than is held. */
export function partsOf(amount: Money, influencerMinor: number | undefined) {
  if (influencerMinor === undefined || Number.isNaN(influencerMinor) || influencerMinor > amount.amountMinor)
    return undefined;
  return { influencerMinor, brandMinor: amount.amountMinor - influencerMinor };
}

/** Divides what is held by one figure: what is not for the content goes back. */
export function DivideField(props: {
  label: string;
  amount: Money;
  lots: readonly Lot[];
  reader: Reader;
  value: number | undefined;
  onChange: (influencerMinor: number | undefined) => void;
}) {
  const { amount, value } = props;
  const { currency } = amount;
  const parts = partsOf(amount, value);
  const isTooMuch = value !== undefined && !Number.isNaN(value) && !parts;
  const wrong = parts && whyNotDivided(parts, { ...amount, lots: props.lots });
  return (
    <div className="grid gap-4">
      <Field
        label={props.label}
        hint={`Of ${formatMoney(amount)} that are held; the rest goes back to the brand.`}
        error={isTooMuch ? `Must be at most ${formatMoney(amount)}` : wrong?.detail}
      >
        <MoneyInput value={value} currency={currency} onChange={props.onChange} />
      </Field>
      {parts && <DivisionOf amount={amount} parts={parts} lots={props.lots} reader={props.reader} />}
    </div>
  );
}

/** What two parts of what is held come to, line by line. */
export function DivisionOf(props: { amount: Money; parts: Division; lots: readonly Lot[]; reader: Reader }) {
  return (
    <div className="rounded-control bg-sunken p-4">
      <DivisionLines division={divisionOf(props.amount, props.parts, props.lots)} reader={props.reader} />
    </div>
  );
}

function divisionOf({ currency }: Money, { influencerMinor, brandMinor }: Division, lots: readonly Lot[]) {
  const of = (amountMinor: number) => ({ amountMinor, currency });
  const feeMinor = feeOfPart(lots, currency, influencerMinor);
  return {
    ...{ toInfluencer: of(influencerMinor), toBrand: of(brandMinor) },
    ...{ platformFee: of(feeMinor), net: of(influencerMinor - feeMinor) },
  };
}
