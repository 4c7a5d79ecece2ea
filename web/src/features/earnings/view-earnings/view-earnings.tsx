import type * as z from 'zod/mini';
import { getContract } from '#contract/areas/contracts.ts';
import { type Earnings, getEarnings, getPayoutAccount } from '#contract/areas/payments.ts';
import type { Currency } from '#domain/currencies.ts';
import { sum } from '#domain/money.ts';
import type { OutputOf } from '@/api/client.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { ContractLink } from '@/features/contracts/contract-link.tsx';
import { HoldClockText } from '@/features/contracts/hold-clock.tsx';
import { accountWords } from '@/features/payout-account/payout-words.ts';
import { TaxFormNotice } from '@/features/payout-account/tax-form.tsx';
import { ShareProof } from '@/features/proofs/share-proof.tsx';
import { ButtonLink } from '@/ui/button.tsx';
import { Badge, EmptyState, Notice } from '@/ui/feedback.tsx';
import { Card, type Column, DataTable, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { BankPayouts } from './bank-payouts.tsx';
import { ClawBacks } from './claw-backs.tsx';
import { QuotedAndPaid } from './quoted-and-paid.tsx';

type EarningsView = z.output<typeof Earnings>;
type Earned = EarningsView['contracts'][number];

/** While money is on its way, its state is read again this often, ms. */
const MOVING_MS = 8_000;

export function ViewEarnings() {
  const earnings = useEndpoint(
    getEarnings,
    {},
    { everyMs: (data) => (data?.contracts.some((one) => one.status === 'on_its_way') ? MOVING_MS : false) },
  );
  return (
    <>
      <PageHeader
        title="Earnings"
        lead="What is held for you, on its way, and paid, after Accord's fee."
        actions={
          <>
            <ButtonLink to="/earnings/year" icon="calendar">
              Year
            </ButtonLink>
            <ButtonLink to="/ledger" icon="ledger">
              Statement
            </ButtonLink>
          </>
        }
      />
      <AccountNotice />
      <Loaded query={earnings}>
        {(data) =>
          data.contracts.length === 0 ? (
            <EmptyState
              icon="wallet"
              title="Nothing earned yet"
              action={
                <ButtonLink to="/discover" variant="primary" icon="discover">
                  Find campaigns
                </ButtonLink>
              }
            >
              Once a brand pays in for one of your contracts, the money appears here, held for you.
            </EmptyState>
          ) : (
            <Detail earnings={data} />
          )
        }
      </Loaded>
      <ClawBacks />
      <BankPayouts />
    </>
  );
}

function AccountNotice() {
  const account = useEndpoint(getPayoutAccount, {});
  if (!account.data) return null;
  if (account.data.payable && account.data.requirementsDue.length === 0) return <FormNotice account={account.data} />;
  const { name, sentence, tone } = accountWords(account.data);
  return (
    <div className="mb-5">
      <Notice
        tone={tone === 'info' ? 'info' : tone === 'bad' ? 'bad' : 'attention'}
        title={`Payout account: ${name.toLowerCase()}`}
        action={
          <ButtonLink to="/payout-account" size="small">
            Open
          </ButtonLink>
        }
      >
        {sentence}
      </Notice>
    </div>
  );
}

/** Where nothing else is wanted: whether the tax form is there. */
function FormNotice({ account: { taxForm } }: { account: OutputOf<typeof getPayoutAccount> }) {
  if (!taxForm || taxForm.state === 'given') return null;
  return (
    <div className="mb-5">
      <TaxFormNotice
        taxForm={taxForm}
        action={
          <ButtonLink to="/payout-account" size="small">
            Open
          </ButtonLink>
        }
      />
    </div>
  );
}

const STATES: Record<Earned['status'], { name: string; tone: 'good' | 'info' | 'neutral' }> = {
  held: { name: 'Held for you', tone: 'info' },
  on_its_way: { name: 'On its way', tone: 'info' },
  paid: { name: 'Paid', tone: 'good' },
  refunded: { name: 'Went back', tone: 'neutral' },
};

/** Until when the money may be held, and the proof of it that can be shared. */
function HeldMoney({ contractId }: { contractId: string }) {
  const contract = useEndpoint(getContract, { params: { contractId } });
  if (!contract.data) return null;
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-x-3 gap-y-1.5">
      {contract.data.holdClock && <HoldClockText clock={contract.data.holdClock} />}
      <ShareProof contract={contract.data} />
    </span>
  );
}

/** What a contract is worth to the influencer, and what that became where they are paid in another currency. */
function ForYou({ earned: { net, changedInto } }: { earned: Earned }) {
  return (
    <>
      <Money value={net} className="font-semibold" />
      {changedInto && (
        <span className="block text-small text-faint">
          as <Money value={changedInto} />
        </span>
      )}
    </>
  );
}

const COLUMNS: readonly Column<Earned>[] = [
  { header: 'Contract', primary: true, cell: (one) => <ContractLink contractId={one.contractId} /> },
  { header: 'State', cell: (one) => <Badge tone={STATES[one.status].tone}>{STATES[one.status].name}</Badge> },
  {
    header: 'Can be held until',
    align: 'right',
    cell: (one) => (one.status === 'held' ? <HeldMoney contractId={one.contractId} /> : '–'),
  },
  { header: 'Price', align: 'right', cell: (one) => <Money value={one.price} className="text-soft" /> },
  { header: 'For you', align: 'right', cell: (one) => <ForYou earned={one} /> },
  {
    header: 'Changed',
    align: 'right',
    cell: (one) => (
      <span className="whitespace-nowrap text-soft">
        <RelativeTime at={one.updatedAt} />
      </span>
    ),
  },
];

/** What of the held money would reach the influencer; the total of the answer holds the prices, fees included. */
function heldNet({ contracts }: EarningsView, currency: Currency) {
  const held = contracts.filter((one) => one.status === 'held' && one.net.currency === currency);
  return sum(
    currency,
    held.map(({ net }) => net),
  );
}

/** In the currency of a payout that was changed nothing is left of it; only the other one has it. */
function isAnything({ held, onItsWay, paid }: EarningsView['totals'][number]): boolean {
  return [held, onItsWay, paid].some(({ amountMinor }) => amountMinor !== 0);
}

function Detail({ earnings }: { earnings: EarningsView }) {
  return (
    <div className="grid gap-5">
      {earnings.totals.filter(isAnything).map((total) => (
        <dl
          key={total.currency}
          aria-label={`Totals in ${total.currency}`}
          className="grid overflow-hidden rounded-card border border-line bg-surface shadow-card sm:grid-cols-3 sm:divide-x sm:divide-line"
        >
          <Total name="Paid to you" value={total.paid} strong />
          <Total name="On its way" value={total.onItsWay} />
          <Total name="Held for you" value={heldNet(earnings, total.currency)} />
        </dl>
      ))}
      <Card className="overflow-hidden p-0! md:p-0!">
        <DataTable
          caption="Earnings by contract"
          columns={COLUMNS}
          rows={earnings.contracts}
          keyOf={(one) => one.contractId}
        />
      </Card>
      <QuotedAndPaid
        contractIds={earnings.contracts
          .filter(({ status }) => status === 'paid' || status === 'refunded')
          .map(({ contractId }) => contractId)}
      />
    </div>
  );
}

function Total({
  name,
  value,
  strong = false,
}: {
  name: string;
  value: EarningsView['totals'][number]['paid'];
  strong?: boolean;
}) {
  return (
    <div className="flex items-baseline justify-between gap-4 border-b border-line px-5 py-4 last:border-b-0 sm:block sm:border-b-0 md:px-6 md:py-5">
      <dt className="text-small text-faint">{name}</dt>
      <dd
        className={
          strong ? 'text-title font-semibold tracking-tight text-accent' : 'text-heading font-semibold sm:mt-1'
        }
      >
        <Money value={value} />
      </dd>
    </div>
  );
}
