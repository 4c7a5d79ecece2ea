import { Link } from '@tanstack/react-router';
import type * as z from 'zod/mini';
import { getWorkspaceBudget, type WorkspaceBudget } from '#contract/areas/contracts.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { StatusBadge } from '@/features/campaigns/campaign-words.tsx';
import { BudgetParts } from '@/features/campaigns/view-campaign/budget-bar.tsx';
import { Badge, EmptyState } from '@/ui/feedback.tsx';
import { Card, Facts } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';
import { type Workspace, WorkspaceFrame } from '../workspace-frame.tsx';

type Budget = z.output<typeof WorkspaceBudget>;

/** The money of all campaigns together and one by one, as it moves, beside the limits. */
export function ViewBudget() {
  return (
    <WorkspaceFrame>
      {(workspace) => <WorkspaceMoney key={workspace.workspaceId} workspace={workspace} />}
    </WorkspaceFrame>
  );
}

function WorkspaceMoney({ workspace }: { workspace: Workspace }) {
  const budget = useEndpoint(getWorkspaceBudget, { params: { workspaceId: workspace.workspaceId } });
  return (
    <Loaded query={budget}>
      {(loaded) => (
        <div className="grid gap-5">
          {loaded.totals.map((sums) => (
            <BudgetParts key={sums.total.currency} title={`All campaigns in ${sums.total.currency}`} budget={sums} />
          ))}
          <Limits workspace={workspace} years={loaded.years} />
          {loaded.campaigns.length === 0 ? (
            <EmptyState icon="campaigns" title="No budgets yet">
              A campaign has a budget from its publication on.
            </EmptyState>
          ) : (
            <Card title="Campaign by campaign">
              <ul className="grid divide-y divide-line">
                {loaded.campaigns.map((campaign) => (
                  <li key={campaign.campaignId} className="py-4 first:pt-0 last:pb-0">
                    <CampaignMoney campaign={campaign} />
                  </li>
                ))}
              </ul>
            </Card>
          )}
        </div>
      )}
    </Loaded>
  );
}

function CampaignMoney({ campaign }: { campaign: Budget['campaigns'][number] }) {
  const { campaignId, title, status, total, committed, remaining } = campaign;
  return (
    <article className="grid gap-2 text-small">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link
          to="/campaigns/$campaignId"
          params={{ campaignId }}
          className="font-semibold wrap-anywhere underline decoration-line-strong underline-offset-4 hover:text-accent"
        >
          {title ?? 'An ended campaign'}
        </Link>
        {status ? <StatusBadge status={status} /> : <Badge>Ended</Badge>}
      </div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-1 sm:grid-cols-4">
        <Figure name="Budget" value={total} />
        <Figure name="Agreed" value={committed} />
        <Figure name="Left" value={remaining} />
        <Figure name="Paid out, with fees" value={{ ...total, amountMinor: paidOf(campaign) }} />
      </dl>
    </article>
  );
}

function paidOf({ released, fees }: Budget['campaigns'][number]): number {
  return released.amountMinor + fees.amountMinor;
}

function Figure({ name, value }: { name: string; value: Budget['totals'][number]['total'] }) {
  return (
    <div>
      <dt className="text-faint">{name}</dt>
      <dd>
        <Money value={value} />
      </dd>
    </div>
  );
}

/** What the limits are, and what of the newest year is allotted. */
function Limits({ workspace, years }: { workspace: Workspace; years: Budget['years'] }) {
  const { limits, currency } = workspace;
  const shown = (amountMinor: number | null) =>
    amountMinor === null ? 'No limit' : <Money value={{ amountMinor, currency }} />;
  const left = years.flatMap(({ year, allotted }) =>
    limits.yearMinor === null || allotted.currency !== currency
      ? []
      : [
          {
            name: `Left of ${year}`,
            value: <Money value={{ currency, amountMinor: Math.max(0, limits.yearMinor - allotted.amountMinor) }} />,
          },
        ],
  );
  return (
    <Card title="Limits" lead="Owners set them under Settings.">
      <Facts
        items={[
          { name: 'All campaigns of a year', value: shown(limits.yearMinor) },
          ...years.map(({ year, allotted }) => ({
            name: `Allotted to campaigns of ${year}`,
            value: <Money value={allotted} />,
          })),
          ...left,
          { name: 'One campaign', value: shown(limits.campaignMinor) },
          { name: 'One contract, unless an owner agrees to it', value: shown(limits.contractMinor) },
        ]}
      />
    </Card>
  );
}
