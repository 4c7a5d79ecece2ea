import type { ReactNode } from 'react';
import type { Money as MoneyValue } from '#domain/money.ts';
import { Money } from '@/ui/money-view.tsx';

/** What accounts hold, each in words, and all of them together in each currency. */
export function AccountBalances({
  held,
  totals,
}: {
  held: readonly { account: string; name: ReactNode; balance: MoneyValue }[];
  totals: readonly MoneyValue[];
}) {
  return (
    <dl className="grid gap-2.5 text-small">
      {held.map(({ account, name, balance }) => (
        <div key={`${account} ${balance.currency}`} className="flex items-baseline justify-between gap-4">
          <dt className="min-w-0">{name}</dt>
          <dd>
            <Money value={balance} />
          </dd>
        </div>
      ))}
      {totals.map((total) => (
        <div
          key={total.currency}
          className="flex items-baseline justify-between gap-4 border-t border-line pt-2.5 font-semibold"
        >
          <dt>All of it together</dt>
          <dd>
            <Money value={total} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
