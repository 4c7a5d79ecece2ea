import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { listInvoices } from '#contract/areas/invoices.ts';
import { getLedger } from '#contract/areas/payments.ts';
import { isCredit } from '#domain/invoice-kinds.ts';
import { invoiceTitle } from '#domain/invoice-paper.ts';
import type { OutputOf } from '@/api/client.ts';
import { queryKey, useEndpoint } from '@/api/hooks.ts';
import { api } from '@/api/index.ts';
import type { ApiError } from '@/api/problem.ts';
import { ContractLink } from '@/features/contracts/contract-link.tsx';
import { useSide } from '@/features/offers/offer-words.tsx';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { Badge, EmptyState } from '@/ui/feedback.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { Money, MoneyChange } from '@/ui/money-view.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { AccountBalances } from '../account-balances.tsx';
import { accountWords, KIND_WORDS, type LedgerEntryView, ownerOf } from '../ledger-words.ts';
import { ledgerRoute } from '../routes.ts';

type LedgerView = OutputOf<typeof getLedger>;

function useLedger(campaignId: string | undefined) {
  const query = campaignId ? { campaignId } : {};
  return useInfiniteQuery<LedgerView, ApiError, { pages: LedgerView[] }, readonly unknown[], string | undefined>({
    queryKey: [...queryKey(getLedger, { query }), 'pages'],
    queryFn: ({ signal, pageParam }) =>
      api.call(getLedger, { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) } }, { signal }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  });
}

export function ViewLedger() {
  const { campaign: campaignId } = ledgerRoute.useSearch();
  const side = useSide();
  const ledger = useLedger(campaignId);
  return (
    <>
      <PageHeader
        title="Statement"
        lead="Every movement of money, newest first. What leaves one account arrives in another, so each entry adds up to zero."
        {...(campaignId && side === 'brand'
          ? { back: { label: 'Campaign', to: '/campaigns/$campaignId', params: { campaignId } } as const }
          : {})}
        actions={campaignId && <ButtonLink to="/ledger">All campaigns</ButtonLink>}
      />
      <Loaded query={ledger}>
        {({ pages }) => {
          const entries = pages.flatMap((page) => page.items);
          return entries.length === 0 ? (
            <EmptyState icon="ledger" title="No money has moved yet">
              {side === 'brand'
                ? 'When you pay in for a contract, the first entry appears here.'
                : 'When a brand pays in for one of your contracts, the first entry appears here.'}
            </EmptyState>
          ) : (
            <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_19rem]">
              <ol className="grid min-w-0 gap-4">
                {entries.map((entry) => (
                  <li key={`${entry.entryId} ${entry.contractIds.join()}`}>
                    <Entry entry={entry} />
                  </li>
                ))}
              </ol>
              {pages[0] && <Balances ledger={pages[0]} />}
            </div>
          );
        }}
      </Loaded>
      {ledger.hasNextPage && (
        <div className="mt-5 flex justify-center">
          <Button onClick={() => void ledger.fetchNextPage()} busy={ledger.isFetchingNextPage}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}

function Entry({ entry }: { entry: LedgerEntryView }) {
  const side = useSide();
  const owned = ownersIn(entry);
  return (
    <Card className="p-0! md:p-0!">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-5 pt-4 md:px-6">
        <h2 className="font-semibold">{KIND_WORDS[entry.kind]}</h2>
        <span className="text-small text-faint">
          <RelativeTime at={entry.occurredAt} />
        </span>
      </div>
      <ul aria-label="What it is for" className="px-5 text-small text-soft md:px-6">
        {owned.map(({ contractId, milestone }) => (
          <li key={`${contractId} ${milestone}`}>
            <ContractLink contractId={contractId} milestone={milestone} />
            {DOCUMENTED.includes(entry.kind) && (
              <DocumentsOf campaignId={entry.campaignId} kind={entry.kind} {...{ contractId, milestone }} />
            )}
          </li>
        ))}
        {side === 'brand' && (
          <li>
            <Link
              to="/campaigns/$campaignId"
              params={{ campaignId: entry.campaignId }}
              search={{ tab: 'payments' }}
              className="underline decoration-line-strong underline-offset-4 hover:text-accent"
            >
              The payment it belongs to
            </Link>
          </li>
        )}
        {entry.providerId && <li className="wrap-anywhere">At the payment provider: {entry.providerId}</li>}
      </ul>
      <table className="mt-3 w-full border-t border-line text-small">
        <caption className="sr-only">Lines of this entry</caption>
        <thead>
          <tr className="text-tiny text-faint">
            <th scope="col" className="px-5 py-2 text-left font-semibold md:px-6">
              Account
            </th>
            <th scope="col" className="py-2 pr-5 pl-2 text-right font-semibold sm:pr-2">
              Change
            </th>
            <th scope="col" className="hidden py-2 pr-5 pl-2 text-right font-semibold sm:table-cell md:pr-6">
              Then holds
            </th>
          </tr>
        </thead>
        <tbody>
          {entry.lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two lines of one entry may be alike; they never change
            <tr key={`${line.account} ${index}`} className="border-t border-line">
              <td className="px-5 py-2 md:px-6">
                <Account account={line.account} owner={owned.length > 1 ? ownerOfLine(line) : undefined} />
              </td>
              <td className="py-2 pr-5 pl-2 text-right sm:pr-2">
                <MoneyChange value={line.amount} />
              </td>
              <td className="hidden py-2 pr-5 pl-2 text-right text-soft sm:table-cell md:pr-6">
                <Money value={line.balance} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

/** Whose money something is: a contract, and its milestone where that has several. */
interface Owner {
  contractId: string;
  milestone: number | null;
}

function ownerOfLine({ contractId, milestone }: LedgerEntryView['lines'][number]): Owner | undefined {
  return contractId === null ? undefined : { contractId, milestone };
}

/** The contracts and milestones that an entry is about, each once; also those that it has no line of. */
function ownersIn({ contractIds, lines }: LedgerEntryView): Owner[] {
  return contractIds.flatMap((contractId) => {
    const milestones = new Set(lines.flatMap((line) => (line.contractId === contractId ? [line.milestone] : [])));
    return [...(milestones.size > 0 ? milestones : [null])].map((milestone) => ({ contractId, milestone }));
  });
}

/** Kinds that are followed by documents: an invoice and its counterparts, or credit notes. */
const DOCUMENTED: readonly LedgerEntryView['kind'][] = ['posted', 'clawed_back', 'charged_back'];

/** The documents of one's own side about a contract or a milestone; earlier ones do not say which milestone they are of. */
function DocumentsOf(props: Owner & { campaignId: string; kind: LedgerEntryView['kind'] }) {
  const { campaignId, contractId, milestone, kind } = props;
  const documents = useEndpoint(listInvoices, { query: { campaignId, limit: 100 } });
  const isPayout = kind === 'posted';
  const own = documents.data?.items.filter(
    (one) =>
      one.contractId === contractId &&
      (one.milestone === null || one.milestone === milestone) &&
      isCredit(one.kind) !== isPayout,
  );
  return own?.map(({ invoiceId, kind: what, number }) => (
    <span key={invoiceId}>
      {' · '}
      <Link
        to="/invoices/$invoiceId"
        params={{ invoiceId }}
        className="whitespace-nowrap underline decoration-line-strong underline-offset-4 hover:text-accent"
      >
        {invoiceTitle(what)} {number}
      </Link>
    </span>
  ));
}

function Account({ account, owner }: { account: string; owner: Owner | undefined }) {
  const side = useSide();
  return (
    <>
      {accountWords(account, side)}
      {owner && (
        <span className="block text-tiny">
          <ContractLink {...owner} />
        </span>
      )}
    </>
  );
}

function Balances({ ledger }: { ledger: LedgerView }) {
  const sound = ledger.totals.every(({ amountMinor }) => amountMinor === 0);
  const held = ledger.balances
    .filter(({ balance }) => balance.amountMinor !== 0)
    .map((one) => {
      const contractId = ownerOf(one.account);
      const owner = contractId?.startsWith('ctr_') ? { contractId, milestone: null } : undefined;
      return { ...one, name: <Account account={one.account} owner={owner} /> };
    });
  return (
    <Card
      title="What each account holds"
      className="order-first lg:sticky lg:top-6 lg:order-none"
      actions={<Badge tone={sound ? 'good' : 'bad'}>{sound ? 'Balanced' : 'Out of balance'}</Badge>}
    >
      <AccountBalances held={held} totals={ledger.totals} />
    </Card>
  );
}
