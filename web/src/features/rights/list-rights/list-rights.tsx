import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { listRights } from '#contract/areas/rights.ts';
import type { RightsState } from '#domain/rights-ledger.ts';
import type { OutputOf } from '@/api/client.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import type { ItemOf } from '@/api/types.ts';
import { useSide } from '@/features/offers/offer-words.tsx';
import { adsText, channelsText, deliverablesText, exclusivityText, placesText } from '@/features/offers/terms-text.ts';
import { Choice } from '@/ui/choice.tsx';
import { Badge, EmptyState, type Tone } from '@/ui/feedback.tsx';
import { Select } from '@/ui/field.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { formatDay } from '@/ui/relative-time.tsx';
import { countOf } from '@/ui/words.ts';
import { AskExtension } from './ask-extension.tsx';

type Entry = ItemOf<OutputOf<typeof listRights>>;

const STATES: Record<RightsState, { name: string; tone: Tone }> = {
  upcoming: { name: 'Not begun', tone: 'info' },
  running: { name: 'Running', tone: 'good' },
  expiring: { name: 'Ends soon', tone: 'attention' },
  expired: { name: 'Ended', tone: 'neutral' },
  void: { name: 'Came to nothing', tone: 'neutral' },
};

/** What may be done with whose content, where and until when: for a brand what it holds, for an influencer what others hold. */
export function ListRights() {
  const [state, setState] = useState<RightsState>();
  const rights = useEndpointPages(
    listRights,
    { query: { limit: 50 } },
    { keyOf: (one) => `${one.contractId} ${one.documentVersion}` },
  );
  const side = useSide();
  return (
    <>
      <PageHeader
        title="Rights"
        lead={
          side === 'brand'
            ? 'What you may do with the content of influencers, and until when. Both sides are reminded 30 and 7 days before the end.'
            : 'What brands may do with your content, and until when. Both sides are reminded 30 and 7 days before the end.'
        }
      />
      <LoadedPages
        query={rights}
        empty={
          <EmptyState icon="eye" title="No rights yet">
            Every contract says how its content may be used; it appears here once it is agreed.
          </EmptyState>
        }
      >
        {(items) => (
          <div className="grid gap-5">
            <Choice label="Show">
              <Select
                className="max-w-xs"
                value={state ?? ''}
                onChange={({ target }) => setState((target.value || undefined) as RightsState | undefined)}
              >
                <option value="">All</option>
                {Object.entries(STATES).map(([name, words]) => (
                  <option key={name} value={name}>
                    {words.name}
                  </option>
                ))}
              </Select>
            </Choice>
            <ul className="grid gap-4">
              {items
                .filter((one) => state === undefined || one.state === state)
                .map((entry) => (
                  <li key={`${entry.contractId} ${entry.documentVersion}`}>
                    <EntryCard entry={entry} />
                  </li>
                ))}
            </ul>
          </div>
        )}
      </LoadedPages>
    </>
  );
}

function EntryCard({ entry }: { entry: Entry }) {
  const side = useSide();
  const mayOffer = useMay('offer:write', entry.campaignId);
  const { contractId, rights, state } = entry;
  return (
    <Card
      title={side === 'brand' ? entry.influencerName : entry.brandName}
      lead={`${entry.campaignTitle} · ${deliverablesText(entry.deliverables) || 'content of an earlier contract'}`}
      actions={<Badge tone={STATES[state].tone}>{STATES[state].name}</Badge>}
    >
      <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
        <Fact name="From" value={`${formatDay(entry.startsOn)}, or as soon as a piece is live`} />
        <Fact name="Until" value={endText(entry)} />
        {rights && <Fact name="Shown on" value={channelsText(rights)} />}
        {rights && <Fact name="In" value={placesText(rights)} />}
        {rights && <Fact name="Advertising with it" value={adsText(rights)} />}
        {entry.usageRights && <Fact name={rights ? 'Also' : 'In words'} value={entry.usageRights} />}
        {entry.exclusivity && entry.exclusiveUntil && (
          <Fact
            name={`Exclusivity until ${formatDay(entry.exclusiveUntil)}`}
            value={exclusivityText(entry.exclusivity)}
          />
        )}
      </dl>
      <div className="mt-5 flex flex-wrap items-center gap-3 border-t border-line pt-4">
        <Link
          to="/contracts/$contractId/document"
          params={{ contractId }}
          search={{ version: entry.documentVersion }}
          className="text-small font-medium underline decoration-line-strong underline-offset-4 hover:text-accent"
        >
          Contract, version {entry.documentVersion}
        </Link>
        {side === 'brand' && mayOffer && state !== 'void' && <AskExtension entry={entry} />}
      </div>
    </Card>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-small text-faint">{name}</dt>
      <dd className="mt-0.5 whitespace-pre-line wrap-anywhere">{value}</dd>
    </div>
  );
}

function endText({ rights, endsOn, daysLeft, state }: Entry): string {
  if (endsOn === null) return rights ? 'Without end' : 'As the words say';
  const left = daysLeft !== null && state !== 'expired' && state !== 'void' ? `, ${countOf(daysLeft, 'day')} left` : '';
  return `${formatDay(endsOn)}${left}`;
}
