import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { createRule, getRule, listRules, updateRule } from '#contract/areas/rules.ts';
import { fieldsOf, isAboutCreator, RULE_EVENT_TYPES, RULE_EVENTS, type RuleEventType } from '#domain/rules/fields.ts';
import { READY_RULES } from '#domain/rules/ready-made.ts';
import type { RuleContent } from '#domain/rules/rule.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import type { ApiError } from '@/api/problem.ts';
import { Button } from '@/ui/button.tsx';
import { Field, Input, Select } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { toast } from '@/ui/toast.tsx';
import { editRuleRoute, newRuleRoute } from '../routes.ts';
import { capital } from '../rule-words.tsx';
import { ActionFields } from './action-fields.tsx';
import { ConditionFields } from './condition-fields.tsx';
import { TryRule } from './try-rule.tsx';

const BACK = { label: 'Rules', to: '/rules' } as const;

type Draft = RuleContent & { name: string };
const EMPTY: Draft = {
  ...{ name: '', event: 'ApplicationSubmitted', conditions: { match: 'all', groups: [] }, actions: [] },
};

/** Writes a rule, from nothing or from a ready-made one. */
export function NewRule() {
  const { from } = newRuleRoute.useSearch();
  const navigate = useNavigate();
  const ready = READY_RULES.find(({ readyId }) => readyId === from);
  const creation = useEndpointMutation(createRule, {
    invalidates: [listRules],
    onSuccess: ({ ruleId, name }) => {
      toast(`The rule “${name}” is on.`);
      void navigate({ to: '/rules/$ruleId', params: { ruleId } });
    },
  });
  return (
    <>
      <PageHeader title="New rule" back={BACK} lead={ready?.why} />
      <RuleForm
        // Another ready-made rule is another form.
        key={ready?.readyId}
        start={ready ? { ...EMPTY, ...contentOf(ready), name: ready.name } : EMPTY}
        busy={creation.isPending}
        error={creation.error}
        onSubmit={(body) => creation.mutate({ body })}
      />
    </>
  );
}

/** Changes a rule. */
export function EditRule() {
  const { ruleId } = editRuleRoute.useParams();
  const params = { ruleId };
  const navigate = useNavigate();
  const rule = useEndpoint(getRule, { params });
  const change = useEndpointMutation(updateRule, {
    invalidates: [listRules, getRule],
    onSuccess: () => {
      toast('The rule is saved.');
      void navigate({ to: '/rules/$ruleId', params });
    },
  });
  return (
    <>
      <PageHeader
        title="Change a rule"
        back={BACK}
        lead="Whoever saves it stands for it from then on: it may do what they may do."
      />
      <Loaded query={rule}>
        {(known) => (
          <RuleForm
            start={{ ...contentOf(known), name: known.name }}
            busy={change.isPending}
            error={change.error}
            onSubmit={(body) => change.mutate({ params, body: { ...body, version: known.version } })}
          />
        )}
      </Loaded>
    </>
  );
}

const contentOf = ({ event, conditions, actions }: RuleContent): RuleContent => ({ event, conditions, actions });

function RuleForm(props: { start: Draft; busy: boolean; error: ApiError | null; onSubmit: (draft: Draft) => void }) {
  const [draft, setDraft] = useState(props.start);
  /** What was sent last: where the draft is another by now, what was wrong there is mended perhaps. */
  const [sent, setSent] = useState<Draft>();
  const edit = (next: Partial<Draft>) => setDraft((before) => ({ ...before, ...next }));
  const isAsSent = (path: string) => {
    const part = path.split('.')[0] as keyof Draft;
    return sent?.[part] === draft[part];
  };
  const issueAt = (path: string) =>
    isAsSent(path) ? props.error?.issues.find((issue) => issue.path === path)?.message : undefined;
  const chooseEvent = (event: RuleEventType) => {
    // What can be asked and done depends on what happens: what is no longer among it goes.
    const fields = fieldsOf(event);
    const groups = draft.conditions.groups
      .map((group) => ({ ...group, conditions: group.conditions.filter(({ field }) => fields.has(field)) }))
      .filter(({ conditions }) => conditions.length > 0);
    const actions = draft.actions.filter(({ kind }) => kind !== 'message' || isAboutCreator(event));
    edit({ event, conditions: { ...draft.conditions, groups }, actions });
  };
  return (
    <form
      noValidate
      className="grid max-w-4xl gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        setSent(draft);
        props.onSubmit(draft);
      }}
    >
      <Field label="Name" error={issueAt('name')}>
        <Input autoComplete="off" value={draft.name} onChange={({ target }) => edit({ name: target.value })} />
      </Field>
      <Card title="When" lead="What the rule waits for.">
        <Field label="What happens" error={issueAt('event')}>
          <Select value={draft.event} onChange={({ target }) => chooseEvent(target.value as RuleEventType)}>
            {RULE_EVENT_TYPES.map((event) => (
              <option key={event} value={event}>
                {capital(RULE_EVENTS[event].says)}
              </option>
            ))}
          </Select>
        </Field>
      </Card>
      <Card title="If" lead="What must hold, of what happened and of the campaign it happened in.">
        <ConditionFields
          key={draft.event}
          event={draft.event}
          value={draft.conditions}
          onChange={(conditions) => edit({ conditions })}
          issueAt={issueAt}
        />
      </Card>
      <Card title="Then" lead="What is done, in this order.">
        <ActionFields
          event={draft.event}
          value={draft.actions}
          onChange={(actions) => edit({ actions })}
          issueAt={issueAt}
        />
      </Card>
      <TryRule content={contentOf(draft)} />
      {sent === draft && <FormError error={props.error} />}
      <Button type="submit" variant="primary" busy={props.busy} className="justify-self-start">
        Save rule
      </Button>
    </form>
  );
}
