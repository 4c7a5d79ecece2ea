import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { deleteRule, getRule, listRules, listRuns, updateRule } from '#contract/areas/rules.ts';
import type { OutputOf } from '@/api/client.ts';
import { useEndpoint, useEndpointMutation, useEndpointPages } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import type { ItemOf } from '@/api/types.ts';
import { useTeam } from '@/features/approvals/use-team.ts';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { ConfirmDialog } from '@/ui/dialog.tsx';
import { Badge, EmptyState, Notice } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { Icon } from '@/ui/icon.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded, LoadedPages } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { Answers } from '../answers.tsx';
import { viewRuleRoute } from '../routes.ts';
import { capital, RuleSentence, type RuleView, RunBadge } from '../rule-words.tsx';

const BACK = { label: 'Rules', to: '/rules' } as const;
type Run = ItemOf<OutputOf<typeof listRuns>>;

/** A rule with what it did, and why it did not. */
export function ViewRule() {
  const { ruleId } = viewRuleRoute.useParams();
  const rule = useEndpoint(getRule, { params: { ruleId } });
  if (rule.data) return <RuleDetail rule={rule.data} />;
  return (
    <>
      <PageHeader title="Rule" back={BACK} />
      <Loaded query={rule} title="This rule cannot be shown">
        {() => null}
      </Loaded>
    </>
  );
}

function RuleDetail({ rule }: { rule: RuleView }) {
  const { ruleId, name, enabled, version, authorId } = rule;
  const params = { ruleId };
  const mayWrite = useMay('rule:write');
  const { nameOf } = useTeam();
  const change = useEndpointMutation(updateRule, { invalidates: [listRules, getRule] });
  return (
    <>
      <PageHeader
        title={name}
        back={BACK}
        badge={<Badge tone={enabled ? 'good' : 'neutral'}>{enabled ? 'On' : 'Off'}</Badge>}
        lead={`Saved last by ${nameOf(authorId)}. A rule may do what whoever saved it may do.`}
        actions={
          mayWrite && (
            <>
              <Button
                busy={change.isPending}
                onClick={() => change.mutate({ params, body: { version, enabled: !enabled } })}
              >
                Switch {enabled ? 'off' : 'on'}
              </Button>
              <ButtonLink to="/rules/$ruleId/edit" params={params} icon="edit">
                Change
              </ButtonLink>
              <DeleteRule rule={rule} />
            </>
          )
        }
      />
      <FormError error={change.error} />
      <div className="grid gap-6">
        <Card>
          <RuleSentence rule={rule} />
        </Card>
        <Runs ruleId={ruleId} />
      </div>
    </>
  );
}

function DeleteRule({ rule: { ruleId, name } }: { rule: RuleView }) {
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const deletion = useEndpointMutation(deleteRule, {
    invalidates: [listRules],
    onSuccess: () => void navigate({ to: '/rules' }),
  });
  return (
    <>
      <Button variant="danger" icon="trash" onClick={() => setAsking(true)}>
        Delete
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Delete “${name}”?`}
        confirmLabel="Delete rule"
        onConfirm={() => deletion.mutate({ params: { ruleId } })}
        busy={deletion.isPending}
        error={<FormError error={deletion.error} />}
      >
        What it did stays done. Runs that wait end.
      </ConfirmDialog>
    </>
  );
}

function Runs({ ruleId }: { ruleId: string }) {
  const runs = useEndpointPages(
    listRuns,
    { params: { ruleId }, query: { limit: 20 } },
    { keyOf: ({ runId }) => runId },
  );
  return (
    <section>
      <h2 className="mb-3 text-heading font-semibold">What it did</h2>
      <LoadedPages
        query={runs}
        empty={
          <EmptyState icon="clock" title="It has not run yet">
            What happens from now on is listed here with the reasons, for 90 days.
          </EmptyState>
        }
      >
        {(items) => (
          <ul className="grid gap-3">
            {items.map((run) => (
              <li key={run.runId}>
                <RunCard run={run} />
              </li>
            ))}
          </ul>
        )}
      </LoadedPages>
    </section>
  );
}

const RESULT_ICONS = { done: 'check', refused: 'close', waited: 'clock' } as const;
const RESULT_WORDS = { done: 'Done: ', refused: 'Refused: ', waited: 'Waits: ' };

function RunCard({ run }: { run: Run }) {
  return (
    <Card
      title={run.campaignTitle ?? 'A campaign'}
      lead={<RelativeTime at={run.startedAt} />}
      actions={<RunBadge status={run.status} />}
    >
      {run.reason && <Notice tone="attention">{run.reason.text}</Notice>}
      {run.wakeAt && (
        <p className="text-small text-soft">
          Goes on <RelativeTime at={run.wakeAt} />, if the conditions still hold then.
        </p>
      )}
      <Answers conditions={run.conditions} />
      {run.results.length > 0 && (
        <ol className="mt-3 grid gap-1.5 border-t border-line pt-3 text-small">
          {run.results.map((result) => (
            <li key={`${result.says} ${result.at}`} className="flex items-start gap-2">
              <Icon name={RESULT_ICONS[result.state]} className="mt-0.5 size-4 flex-none" />
              <span className="min-w-0 wrap-anywhere">
                <span className="sr-only">{RESULT_WORDS[result.state]}</span>
                {capital(result.says)}
                {result.note && <span className="block text-faint">{result.note}</span>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
