import { Link } from '@tanstack/react-router';
import { listRules, updateRule } from '#contract/areas/rules.ts';
import { READY_RULES } from '#domain/rules/ready-made.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { Badge, EmptyState } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { RuleSentence, type RuleView, RunBadge } from '../rule-words.tsx';

/** What the workspace has done by itself, and rules to take over. */
export function ListRules() {
  const rules = useEndpoint(listRules, {});
  const mayWrite = useMay('rule:write');
  return (
    <>
      <PageHeader
        title="Rules"
        lead="When something happens, a rule looks at its conditions and does what you would have done by hand. It may do what its author may do, and never moves money."
        actions={
          mayWrite && (
            <ButtonLink to="/rules/new" variant="primary" icon="plus">
              New rule
            </ButtonLink>
          )
        }
      />
      <Loaded query={rules}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="clock" title="No rules yet">
              Begin with a ready-made one, or write your own.
            </EmptyState>
          ) : (
            <ul className="grid gap-4">
              {items.map((rule) => (
                <li key={rule.ruleId}>
                  <RuleCard rule={rule} mayWrite={mayWrite} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {mayWrite && <ReadyMade />}
    </>
  );
}

function RuleCard({ rule, mayWrite }: { rule: RuleView; mayWrite: boolean }) {
  const { ruleId, name, enabled, lastRun, version } = rule;
  const change = useEndpointMutation(updateRule, { invalidates: [listRules] });
  return (
    <Card
      title={
        <Link to="/rules/$ruleId" params={{ ruleId }} className="text-accent underline underline-offset-4">
          {name}
        </Link>
      }
      lead={
        lastRun ? (
          <>
            Last run <RelativeTime at={lastRun.at} />
          </>
        ) : (
          'Has not run yet'
        )
      }
      actions={
        <div className="flex flex-wrap items-center gap-2">
          {lastRun && <RunBadge status={lastRun.status} />}
          <Badge tone={enabled ? 'good' : 'neutral'}>{enabled ? 'On' : 'Off'}</Badge>
          {mayWrite && (
            <Button
              size="small"
              busy={change.isPending}
              aria-label={`Switch “${name}” ${enabled ? 'off' : 'on'}`}
              onClick={() => change.mutate({ params: { ruleId }, body: { version, enabled: !enabled } })}
            >
              Switch {enabled ? 'off' : 'on'}
            </Button>
          )}
        </div>
      }
    >
      <RuleSentence rule={rule} />
      <FormError error={change.error} />
    </Card>
  );
}

function ReadyMade() {
  return (
    <section className="mt-10">
      <h2 className="text-heading font-semibold">Ready-made rules</h2>
      <p className="mt-1 text-soft">Take one over and change what you like before you save it.</p>
      <ul className="mt-4 grid gap-4 md:grid-cols-2">
        {READY_RULES.map((rule) => (
          <li key={rule.readyId} className="flex">
            <Card title={rule.name} lead={rule.why} className="flex w-full flex-col">
              <RuleSentence rule={rule} />
              <ButtonLink
                to="/rules/new"
                search={{ from: rule.readyId }}
                size="small"
                icon="plus"
                className="mt-4 self-start"
                aria-label={`Use “${rule.name}”`}
              >
                Use this rule
              </ButtonLink>
            </Card>
          </li>
        ))}
      </ul>
    </section>
  );
}
