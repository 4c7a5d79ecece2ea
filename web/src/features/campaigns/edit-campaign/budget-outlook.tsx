import { useWatch } from 'react-hook-form';
import type { Currency } from '#domain/currencies.ts';
import { costOfDraft } from '#domain/draft.ts';
import { Card } from '@/ui/layout.tsx';
import { MoneyRange } from '@/ui/money-view.tsx';
import { countOf } from '@/ui/words.ts';
import type { DraftForm } from './use-autosave.ts';

/** What the draft comes to as it is being written: per influencer, and how far the budget reaches. */
export function BudgetOutlook({
  form,
  currency,
  className,
}: {
  form: DraftForm;
  currency: Currency;
  className: string;
}) {
  const deliverables = useWatch({ control: form.control, name: 'deliverables' }) ?? [];
  const budgetMax = useWatch({ control: form.control, name: 'budgetMax' });
  const max = budgetMax !== undefined && Number.isSafeInteger(budgetMax) ? budgetMax : 0;
  const counted = deliverables.map(({ count, priceRange }) => ({
    count: Number.isSafeInteger(count) ? count : 0,
    ...(priceRange && Number.isSafeInteger(priceRange.min.amountMinor + priceRange.max.amountMinor)
      ? { priceRange }
      : {}),
  }));
  const { perInfluencer, influencers, unpricedCount } = costOfDraft(counted, max);
  const money = (amountMinor: number) => ({ amountMinor, currency });
  return (
    <Card title="Live budget" className={className}>
      <dl className="grid gap-4" aria-live="polite">
        <div>
          <dt className="text-small text-faint">All deliverables of one influencer</dt>
          <dd className="mt-0.5 font-semibold">
            {perInfluencer ? (
              <MoneyRange min={money(perInfluencer.minMinor)} max={money(perInfluencer.maxMinor)} />
            ) : (
              <span className="font-normal text-soft">Name price ranges to see it</span>
            )}
          </dd>
        </div>
        <div>
          <dt className="text-small text-faint">Your budget is enough for</dt>
          <dd className="mt-0.5 font-semibold">
            {influencers ? reachText(influencers) : <span className="font-normal text-soft">Not known yet</span>}
          </dd>
        </div>
      </dl>
      {unpricedCount > 0 && perInfluencer && (
        <p className="mt-4 text-small text-faint">
          {countOf(unpricedCount, 'deliverable')} without a price range {unpricedCount === 1 ? 'is' : 'are'} not
          counted.
        </p>
      )}
    </Card>
  );
}

function reachText({ atLeast, atMost }: { atLeast: number; atMost: number }): string {
  if (atMost === 0) return 'No influencer at these prices';
  return atLeast === atMost ? countOf(atMost, 'influencer') : `${atLeast} to ${countOf(atMost, 'influencer')}`;
}
