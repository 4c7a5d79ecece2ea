import { listWebhooks } from '#contract/areas/webhooks-out.ts';
import { MEMBER_ROLES, mayOn } from '#contract/permissions.ts';
import { isAboutCreator, type RuleEventType } from '#domain/rules/fields.ts';
import {
  ACTION_KINDS,
  ACTION_PERMISSIONS,
  LONGEST_WAIT_HOURS,
  MOST_ACTIONS,
  MOST_INVITED,
  RULE_COMMANDS,
  type RuleAction,
} from '#domain/rules/rule.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { useUser } from '@/api/session.ts';
import { useTeam } from '@/features/approvals/use-team.ts';
import { MemberOptions } from '@/features/tasks/member-options.tsx';
import { IconButton } from '@/ui/button.tsx';
import { ChoicePills, Field, FieldGroup, Input, Select, Textarea } from '@/ui/field.tsx';
import { parseWhole } from '@/ui/number-field.tsx';
import { ROLE_NAMES } from '@/ui/words.ts';
import { ACTION_NAMES, capital } from '../rule-words.tsx';

type IssueAt = (path: string) => string | undefined;

const FRESH: { [K in RuleAction['kind']]: Extract<RuleAction, { kind: K }> } = {
  notify: { kind: 'notify', roles: ['owner', 'manager'], text: '' },
  message: { kind: 'message', text: '' },
  task: { kind: 'task', title: '', dueInDays: 2, assigneeId: null },
  tag: { kind: 'tag', add: [], remove: [] },
  invite: { kind: 'invite', count: 5 },
  change_status: { kind: 'change_status', command: 'pause' },
  webhook: { kind: 'webhook', webhookId: '' },
  wait: { kind: 'wait', hours: 24 },
};

/** What a rule does, one thing after the other. */
export function ActionFields(props: {
  event: RuleEventType;
  value: readonly RuleAction[];
  onChange: (next: RuleAction[]) => void;
  issueAt: IssueAt;
}) {
  const { event, value, onChange, issueAt } = props;
  const { role } = useUser();
  const offered = ACTION_KINDS.filter((kind) => {
    const permission = ACTION_PERMISSIONS[kind];
    return (kind !== 'message' || isAboutCreator(event)) && (!permission || mayOn(role, undefined, permission));
  });
  const put = (index: number, next: RuleAction | undefined) =>
    onChange(value.flatMap((action, at) => (at === index ? (next ? [next] : []) : [action])));
  const own = issueAt('actions');
  return (
    <div className="grid gap-4">
      {value.map((action, index) => (
        <FieldGroup
          // biome-ignore lint/suspicious/noArrayIndexKey: what is done has no name but its place
          key={index}
          legend={`${index + 1}. ${ACTION_NAMES[action.kind]}`}
          error={issueAt(`actions.${index}.kind`) ?? issueAt(`actions.${index}`)}
          className="rounded-card border border-line p-4"
        >
          <div className="grid items-start gap-3 md:grid-cols-[1fr_auto]">
            <OneAction
              action={action}
              onChange={(next) => put(index, next)}
              issueAt={(path) => issueAt(`actions.${index}.${path}`)}
            />
            <IconButton icon="trash" label={`Remove step ${index + 1}`} onClick={() => put(index, undefined)} />
          </div>
        </FieldGroup>
      ))}
      {value.length < MOST_ACTIONS && (
        <Field label="Add something to do" error={own} optional={value.length > 0}>
          <Select
            value=""
            onChange={({ target }) => onChange([...value, FRESH[target.value as RuleAction['kind']]])}
            className="max-w-sm"
          >
            <option value="">Choose…</option>
            {offered.map((kind) => (
              <option key={kind} value={kind}>
                {ACTION_NAMES[kind]}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </div>
  );
}

const HINT = '{campaign} stands for the title of the campaign.';

function OneAction({
  action,
  onChange,
  issueAt,
}: {
  action: RuleAction;
  onChange: (next: RuleAction) => void;
  issueAt: IssueAt;
}) {
  switch (action.kind) {
    case 'notify':
      return (
        <div className="grid gap-3">
          <FieldGroup legend="Whom" error={issueAt('roles')}>
            <ChoicePills
              options={MEMBER_ROLES}
              labelOf={(role) => ROLE_NAMES[role]}
              value={action.roles}
              onChange={(roles) => onChange({ ...action, roles })}
            />
          </FieldGroup>
          <TextField label="What they are told" rows={2} action={action} onChange={onChange} error={issueAt('text')} />
        </div>
      );
    case 'message':
      return <TextField label="Message" rows={4} action={action} onChange={onChange} error={issueAt('text')} />;
    case 'task':
      return <TaskFields action={action} onChange={onChange} issueAt={issueAt} />;
    case 'tag':
      return (
        <div className="grid gap-3 sm:grid-cols-2">
          <TagsField
            label="Tags to add"
            tags={action.add}
            onChange={(add) => onChange({ ...action, add })}
            error={issueAt('add.0')}
          />
          <TagsField
            label="Tags to remove"
            tags={action.remove}
            onChange={(remove) => onChange({ ...action, remove })}
            error={issueAt('remove.0')}
          />
        </div>
      );
    case 'invite':
      return (
        <WholeField
          label="How many creators"
          hint={`Up to ${MOST_INVITED}. Who has applied or was invited is left out.`}
          value={action.count}
          onChange={(count) => onChange({ ...action, count: count ?? 0 })}
          error={issueAt('count')}
        />
      );
    case 'change_status':
      return (
        <Field label="What is done" error={issueAt('command')}>
          <Select
            value={action.command}
            onChange={({ target }) => onChange({ ...action, command: target.value as (typeof RULE_COMMANDS)[number] })}
          >
            {RULE_COMMANDS.map((command) => (
              <option key={command} value={command}>
                {capital(command)} it
              </option>
            ))}
          </Select>
        </Field>
      );
    case 'webhook':
      return <WebhookField action={action} onChange={onChange} error={issueAt('webhookId')} />;
    case 'wait':
      return (
        <WholeField
          label="How many hours"
          hint={`Up to ${LONGEST_WAIT_HOURS}, which is 30 days. What follows is done only if the conditions still hold then.`}
          value={action.hours}
          onChange={(hours) => onChange({ ...action, hours: hours ?? 0 })}
          error={issueAt('hours')}
        />
      );
  }
}

function TextField<A extends Extract<RuleAction, { text: string }>>(props: {
  label: string;
  rows: number;
  action: A;
  onChange: (next: A) => void;
  error: string | undefined;
}) {
  return (
    <Field label={props.label} hint={HINT} error={props.error}>
      <Textarea
        rows={props.rows}
        value={props.action.text}
        onChange={({ target }) => props.onChange({ ...props.action, text: target.value })}
      />
    </Field>
  );
}

function WholeField(props: {
  label: string;
  hint?: string;
  value: number | null;
  optional?: boolean;
  onChange: (next: number | null) => void;
  error: string | undefined;
}) {
  return (
    <Field label={props.label} hint={props.hint} error={props.error} optional={props.optional ?? false}>
      <Input
        inputMode="numeric"
        autoComplete="off"
        className="max-w-40 tabular-nums"
        defaultValue={props.value ?? ''}
        onChange={({ target }) => props.onChange(parseWhole(target.value) ?? null)}
      />
    </Field>
  );
}

function TagsField(props: {
  label: string;
  tags: readonly string[];
  onChange: (next: string[]) => void;
  error: string | undefined;
}) {
  return (
    <Field label={props.label} hint="With commas between them." error={props.error} optional>
      <Input
        autoComplete="off"
        defaultValue={props.tags.join(', ')}
        onChange={({ target }) =>
          props.onChange(
            target.value
              .split(',')
              .map((tag) => tag.trim())
              .filter(Boolean),
          )
        }
      />
    </Field>
  );
}

type TaskAction = Extract<RuleAction, { kind: 'task' }>;

function TaskFields(props: { action: TaskAction; onChange: (next: RuleAction) => void; issueAt: IssueAt }) {
  const { action, onChange, issueAt } = props;
  const { members } = useTeam();
  return (
    <div className="grid gap-3">
      <Field label="Task" hint={HINT} error={issueAt('title')}>
        <Input
          autoComplete="off"
          value={action.title}
          onChange={({ target }) => onChange({ ...action, title: target.value })}
        />
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <WholeField
          label="Due in how many days"
          optional
          value={action.dueInDays}
          onChange={(dueInDays) => onChange({ ...action, dueInDays })}
          error={issueAt('dueInDays')}
        />
        <Field label="For whom" error={issueAt('assigneeId')}>
          <Select
            value={action.assigneeId ?? ''}
            onChange={({ target }) => onChange({ ...action, assigneeId: target.value || null })}
          >
            <MemberOptions members={members} />
          </Select>
        </Field>
      </div>
    </div>
  );
}

function WebhookField(props: {
  action: Extract<RuleAction, { kind: 'webhook' }>;
  onChange: (next: RuleAction) => void;
  error: string | undefined;
}) {
  const workspaceId = useUser().workspaceId ?? '';
  const webhooks = useEndpoint(listWebhooks, { params: { workspaceId } }, { enabled: workspaceId !== '' });
  return (
    <Field
      label="Webhook"
      hint="One of those under Integrations. It gets a signed delivery of the type rule.triggered."
      error={props.error && 'Choose a webhook; add one under Integrations first where there is none'}
    >
      <Select
        value={props.action.webhookId}
        onChange={({ target }) => props.onChange({ ...props.action, webhookId: target.value })}
      >
        <option value="">Choose…</option>
        {webhooks.data?.items.map(({ webhookId, url }) => (
          <option key={webhookId} value={webhookId}>
            {url}
          </option>
        ))}
      </Select>
    </Field>
  );
}
