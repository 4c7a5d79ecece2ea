import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type * as z from 'zod/mini';
import { askEarningsPdf, getEarningsPdf, getYearOfEarnings, type YearOfEarnings } from '#contract/areas/earnings.ts';
import { csvText } from '#domain/csv.ts';
import { earningsRows } from '#domain/earnings-statement.ts';
import { queryKey, useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { api } from '@/api/index.ts';
import { serverNowMs } from '@/api/server-time.ts';
import { ContractLink } from '@/features/contracts/contract-link.tsx';
import { Button } from '@/ui/button.tsx';
import { Choice } from '@/ui/choice.tsx';
import { Badge, EmptyState, Notice } from '@/ui/feedback.tsx';
import { Select } from '@/ui/field.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';
import { formatDay } from '@/ui/relative-time.tsx';
import { saveFile } from '@/ui/save-file.ts';
import { yearOfEarningsRoute } from '../routes.ts';
import { statementOf } from './statement-of.ts';

type YearView = z.output<typeof YearOfEarnings>;
type Group = YearView['groups'][number];
type Line = Group['lines'][number];

/** Accord opened its first accounts in that year. */
const FIRST_YEAR = 2026;

/** What was earned in a calendar year, for a tax return: by brand and currency, down to the single payout and its receipt. */
export function ViewYear() {
  const thisYear = new Date(serverNowMs()).getUTCFullYear();
  const { year = String(thisYear) } = yearOfEarningsRoute.useSearch();
  const navigate = useNavigate();
  const statement = useEndpoint(getYearOfEarnings, { params: { year } });
  const years = Array.from({ length: Math.max(1, thisYear - FIRST_YEAR + 1) }, (_, back) => String(thisYear - back));
  return (
    <>
      <PageHeader
        title={`Earnings of ${year}`}
        lead="Every payout of a calendar year (UTC), by brand and the currency of the contract, as it stands in the ledger."
        back={{ label: 'Earnings', to: '/earnings' }}
        actions={statement.data && statement.data.groups.length > 0 && <Save statement={statement.data} />}
      />
      <div className="mb-5 max-w-48">
        <Choice label="Year">
          <Select
            value={year}
            onChange={({ target }) => void navigate({ to: '/earnings/year', search: { year: target.value } })}
          >
            {(years.includes(year) ? years : [year, ...years]).map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Select>
        </Choice>
      </div>
      <Loaded query={statement}>{(data) => <Detail statement={data} />}</Loaded>
    </>
  );
}

function Save({ statement }: { statement: YearView }) {
  const name = `earnings-${statement.year}`;
  return (
    <>
      <SavePdf year={statement.year} />
      <Button
        icon="download"
        onClick={() =>
          saveFile(
            new Blob([csvText(earningsRows(statementOf(statement)))], { type: 'text/csv; charset=utf-8' }),
            `${name}.csv`,
          )
        }
      >
        CSV
      </Button>
      <Button
        icon="download"
        onClick={() =>
          saveFile(new Blob([JSON.stringify(statement, null, 2)], { type: 'application/json' }), `${name}.json`)
        }
      >
        JSON
      </Button>
    </>
  );
}

/** How often a PDF that is being printed is looked for, ms. */
const PRINTING_MS = 2_000;

/** Has the statement printed as it stands now, and saves it once it is. */
function SavePdf({ year }: { year: string }) {
  const params = { year };
  const [isPrinting, setPrinting] = useState(false);
  const ask = useEndpointMutation(askEarningsPdf, { onSuccess: () => setPrinting(true) });
  useQuery({
    queryKey: queryKey(getEarningsPdf, { params }),
    enabled: isPrinting,
    refetchInterval: PRINTING_MS,
    retry: false,
    queryFn: async ({ signal }) => {
      const found = await api.call(getEarningsPdf, { params }, { signal });
      if ('url' in found) {
        setPrinting(false);
        window.location.assign(found.url);
      }
      return found;
    },
    gcTime: 0,
  });
  return (
    <Button icon="download" busy={isPrinting || ask.isPending} onClick={() => ask.mutate({ params })}>
      {isPrinting ? 'Printing' : 'PDF'}
    </Button>
  );
}

function Detail({ statement }: { statement: YearView }) {
  if (statement.groups.length === 0)
    return (
      <EmptyState icon="wallet" title={`Nothing was paid out in ${statement.year}`}>
        What is held for you counts in the year in which it is paid out.
      </EmptyState>
    );
  return (
    <div className="grid gap-5">
      {!statement.isOver && <Notice title="The year is not over">This is what there is so far.</Notice>}
      {statement.totals.map((total) => (
        <Card key={total.currency} title={`All brands in ${total.currency}`}>
          <Sums of={total} />
        </Card>
      ))}
      {statement.groups.map((group) => (
        <Card
          key={`${group.workspaceId} ${group.currency}`}
          title={`${group.brandName ?? 'A brand'}, ${group.currency}`}
        >
          <Sums of={group} />
          <ol
            aria-label={`Payouts of ${group.brandName ?? 'a brand'}`}
            className="mt-5 grid divide-y divide-line border-t border-line"
          >
            {group.lines.map((line) => (
              <li key={`${line.entryId} ${line.contractId}`} className="py-4 last:pb-0">
                <Payout line={line} />
              </li>
            ))}
          </ol>
        </Card>
      ))}
    </div>
  );
}

function Sums({
  of: { gross, platformFee, tax, net, returned },
}: {
  of: Pick<Group, 'gross' | 'platformFee' | 'tax' | 'net' | 'returned'>;
}) {
  const sums = [
    { name: 'Gross', value: gross },
    { name: 'Accord’s fee', value: platformFee },
    { name: 'Tax in the gross', value: tax },
    { name: 'Paid to you', value: net },
    { name: 'Taken back', value: returned },
  ];
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-5">
      {sums.map(({ name, value }) => (
        <div key={name}>
          <dt className="text-small text-faint">{name}</dt>
          <dd>
            <Money value={value} className="font-semibold" />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Payout({ line }: { line: Line }) {
  const { kind, on, contractId, milestone, invoice, gross, platformFee, tax, net, returned } = line;
  return (
    <article className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 text-small">
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <span>
            <ContractLink contractId={contractId} milestone={milestone} />
          </span>
          <span className="text-faint">{formatDay(on)}</span>
          {kind === 'returned' && <Badge tone="attention">Taken back</Badge>}
        </p>
        <p className="text-soft">
          {kind === 'paid' && (
            <>
              <Money value={gross} /> less <Money value={platformFee} />
              {tax.amountMinor > 0 && (
                <>
                  , with <Money value={tax} /> of tax
                </>
              )}
              {invoice && ' · '}
            </>
          )}
          {invoice && (
            <Link
              to="/invoices/$invoiceId"
              params={{ invoiceId: invoice.invoiceId }}
              className="underline decoration-line-strong underline-offset-4 hover:text-accent"
            >
              Receipt {invoice.number}
            </Link>
          )}
        </p>
      </div>
      <Money
        value={kind === 'paid' ? net : { ...returned, amountMinor: -returned.amountMinor }}
        className="font-semibold"
      />
    </article>
  );
}
