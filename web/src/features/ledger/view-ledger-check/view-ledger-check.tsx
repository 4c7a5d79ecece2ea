import type * as z from 'zod/mini';
import { type LedgerCheck, listLedgerChecks } from '#contract/areas/payments.ts';
import { kindOf } from '#domain/accounts.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { Badge, EmptyState, Notice } from '@/ui/feedback.tsx';
import { Card, type Column, DataTable, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { countOf } from '@/ui/words.ts';
import { AccountBalances } from '../account-balances.tsx';

type Check = z.output<typeof LedgerCheck>;
type Problem = Check['problems'][number];

/** For people of the platform: whether the ledger is sound, what is wrong first, and what the accounts hold. */
export function ViewLedgerCheck() {
  const checks = useEndpoint(listLedgerChecks, {});
  return (
    <>
      <PageHeader
        title="Ledger check"
        lead="Every night each entry is compared with what it was written with, and every balance is built anew from the entries and compared with what is shown."
      />
      <Loaded query={checks}>
        {({ items }) => {
          const [newest] = items;
          return newest ? (
            <div className="grid gap-5">
              <Outcome check={newest} />
              <Card title="What the accounts hold, all workspaces together">
                <Sums check={newest} />
              </Card>
              <Card title="The last nights" className="overflow-hidden">
                <DataTable caption="Checks, newest first" columns={COLUMNS} rows={items} keyOf={nameOf} />
              </Card>
            </div>
          ) : (
            <EmptyState icon="ledger" title="No check yet">
              The first one runs in the coming night.
            </EmptyState>
          );
        }}
      </Loaded>
    </>
  );
}

const nameOf = ({ startedAt }: Check) => startedAt;

function Outcome({ check }: { check: Check }) {
  const looked = `${countOf(check.entryCount, 'entry')} of ${countOf(check.campaignCount, 'campaign')} in ${countOf(check.workspaceCount, 'workspace')}`;
  if (check.problemCount === 0)
    return (
      <Notice tone="good" title="The ledger is sound">
        Checked <RelativeTime at={check.finishedAt} />: {looked}.
      </Notice>
    );
  return (
    <Notice
      tone="bad"
      title={check.problemCount === 1 ? 'One thing is wrong' : `${check.problemCount} things are wrong`}
    >
      <p>
        Checked <RelativeTime at={check.finishedAt} />: {looked}. Stop releases until it is understood. The first bad
        entry comes first.
      </p>
      <ol className="mt-3 grid gap-2">
        {check.problems.map((problem) => (
          <li key={`${problem.entryId} ${problem.account} ${problem.problem}`}>
            <ProblemText problem={problem} />
          </li>
        ))}
      </ol>
    </Notice>
  );
}

function ProblemText({ problem: { entryId, account, problem, workspaceId, campaignId } }: { problem: Problem }) {
  return (
    <>
      <span className="font-semibold wrap-anywhere">{[entryId, account].filter(Boolean).join(' ')}</span> {problem}
      <span className="block text-tiny wrap-anywhere">{[workspaceId, campaignId].filter(Boolean).join(' · ')}</span>
    </>
  );
}

function Sums({ check: { sums, totals } }: { check: Check }) {
  const held = sums.map(({ account, balance }) => ({ account, name: wordsOf(account), balance }));
  return <AccountBalances held={held} totals={totals} />;
}

/** Accounts of the same name together are called as one of them. */
function wordsOf(name: string): string {
  return (kindOf(name) ?? kindOf(`${name}:all`))?.words.brand ?? name;
}

const COLUMNS: readonly Column<Check>[] = [
  { header: 'Night', primary: true, cell: (check) => <RelativeTime at={check.startedAt} /> },
  {
    header: 'Outcome',
    cell: ({ problemCount }) => (
      <Badge tone={problemCount === 0 ? 'good' : 'bad'}>{problemCount === 0 ? 'Sound' : `${problemCount} wrong`}</Badge>
    ),
  },
  { header: 'Entries', align: 'right', cell: ({ entryCount }) => entryCount },
];
