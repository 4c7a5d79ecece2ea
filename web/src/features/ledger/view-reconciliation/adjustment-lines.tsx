import { MoneyChange } from '@/ui/money-view.tsx';
import { accountWords } from '../ledger-words.ts';
import type { AdjustmentView } from './lines-for.ts';

/** The lines of an adjustment, account by account. */
export function AdjustmentLines({ lines }: { lines: AdjustmentView['lines'] }) {
  return (
    <ul aria-label="Lines" className="grid gap-1 text-small">
      {lines.map(({ account, amount }) => (
        <li key={`${account} ${amount.currency}`} className="flex items-baseline justify-between gap-4">
          <span className="min-w-0">{wordsOf(account)}</span>
          <MoneyChange value={amount} />
        </li>
      ))}
    </ul>
  );
}

/** The credit is somebody's, which the line does not name. */
function wordsOf(account: AdjustmentView['lines'][number]['account']): string {
  return accountWords(account === 'credit' ? 'credit:brand' : account, 'brand');
}
