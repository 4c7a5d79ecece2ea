import { useState } from 'react';
import type * as z from 'zod/mini';
import { listPaidOut, type PaidOut } from '#contract/areas/claw-backs.ts';
import { searchInfluencers } from '#contract/areas/search.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { SearchBox } from '@/features/search/find-influencers/search-box.tsx';
import { Button } from '@/ui/button.tsx';
import { EmptyState } from '@/ui/feedback.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';

export type Paid = z.output<typeof PaidOut>;

/** From whom: the influencers that a search finds, one of whom is chosen. */
export function ChooseInfluencer({ onChoose }: { onChoose: (influencerId: string) => void }) {
  const [q, setQ] = useState('');
  const found = useEndpointPages(
    searchInfluencers,
    { query: { q } },
    { keyOf: ({ influencerId }) => influencerId },
    { enabled: q !== '', keepPrevious: true },
  );
  return (
    <div className="grid gap-4">
      <p className="text-soft">From whom? Search by name or handle.</p>
      <SearchBox value={q} onSearch={setQ} />
      {q !== '' && (
        <LoadedPages query={found} empty={<p className="text-small text-soft">Nobody was found.</p>}>
          {(items) => (
            <ul className="divide-y divide-line">
              {items.map(({ influencerId, displayName, accounts }) => (
                <li key={influencerId} className="flex flex-wrap items-center justify-between gap-3 py-3">
                  <span className="min-w-0">
                    <span className="block font-medium wrap-anywhere">{displayName}</span>
                    <span className="block text-small break-all text-faint">
                      {accounts.map(({ handle }) => handle).join(' · ')}
                    </span>
                  </span>
                  <Button size="small" onClick={() => onChoose(influencerId)} aria-label={`Choose ${displayName}`}>
                    Choose
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </LoadedPages>
      )}
    </div>
  );
}

/** Which of what they were paid; one of a contract that is named already is chosen by itself where there is only one. */
export function ChoosePaidOut(props: {
  influencerId: string;
  contractId: string | undefined;
  onChoose: (paid: Paid) => void;
}) {
  const { influencerId, contractId, onChoose } = props;
  const pages = useEndpointPages(listPaidOut, { params: { influencerId } }, { keyOf: nameOfPaid });
  return (
    <LoadedPages
      query={pages}
      empty={
        <EmptyState icon="wallet" title="Nothing was paid out">
          This influencer was not paid for any contract so far.
        </EmptyState>
      }
    >
      {(items) => (
        <ul className="divide-y divide-line" aria-label="Paid out">
          {sorted(items, contractId).map((paid) => (
            <OnePaid key={nameOfPaid(paid)} paid={paid} onChoose={onChoose} />
          ))}
        </ul>
      )}
    </LoadedPages>
  );
}

const nameOfPaid = ({ contractId, part }: Paid) => `${contractId} ${part}`;

/** What is about the contract that one came for, first. */
function sorted(items: readonly Paid[], contractId: string | undefined): Paid[] {
  return [...items].sort((a, b) => Number(b.contractId === contractId) - Number(a.contractId === contractId));
}

function OnePaid({ paid, onChoose }: { paid: Paid; onChoose: (paid: Paid) => void }) {
  const { brandName, campaignTitle, influencerName, milestone, takenBack } = paid;
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 py-3">
      <span className="min-w-0">
        <span className="block font-medium wrap-anywhere">
          <Money value={paid.paid} /> to {influencerName}
        </span>
        <span className="block text-small wrap-anywhere text-faint">
          {campaignTitle}, {brandName}
          {milestone !== null && `, milestone ${milestone}`}
          {takenBack.amountMinor > 0 && (
            <>
              ; <Money value={takenBack} /> taken back so far
            </>
          )}
        </span>
      </span>
      <Button size="small" onClick={() => onChoose(paid)} aria-label={`Choose ${campaignTitle} of ${brandName}`}>
        Choose
      </Button>
    </li>
  );
}
