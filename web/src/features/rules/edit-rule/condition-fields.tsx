import { CURRENCIES } from '#domain/currencies.ts';
import { OPERATOR_WORDS } from '#domain/rules/conditions.ts';
import { fieldsOf, OPERATORS_OF, type RuleEventType, type RuleField } from '#domain/rules/fields.ts';
import {
  type Condition,
  type ConditionGroup,
  type ConditionTree,
  type ConditionValue,
  MOST_GROUPS,
  type Operator,
} from '#domain/rules/rule.ts';
import { Button, IconButton } from '@/ui/button.tsx';
import { CurrencySelect } from '@/ui/currency-select.tsx';
import { Field, FieldGroup, Input, Select } from '@/ui/field.tsx';
import { MoneyInput } from '@/ui/money-view.tsx';
import { parseWhole } from '@/ui/number-field.tsx';
import { capital, plain } from '../rule-words.tsx';

type IssueAt = (path: string) => string | undefined;

/** Which questions must be answered yes before a rule acts. */
export function ConditionFields(props: {
  event: RuleEventType;
  value: ConditionTree;
  onChange: (next: ConditionTree) => void;
  issueAt: IssueAt;
}) {
  const { event, value, onChange, issueAt } = props;
  const put = (index: number, next: ConditionGroup | undefined) =>
    onChange({
      ...value,
      groups: value.groups.flatMap((group, at) => (at === index ? (next ? [next] : []) : [group])),
    });
  return (
    <div className="grid gap-5">
      {value.groups.length > 1 && (
        <Field label="Of the groups below">
          <Select
            value={value.match}
            onChange={({ target }) => onChange({ ...value, match: target.value as 'all' | 'any' })}
          >
            <option value="all">all must hold</option>
            <option value="any">one must hold</option>
          </Select>
        </Field>
      )}
      {value.groups.map((group, index) => (
        <GroupFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a group has no name but its place
          key={index}
          number={index + 1}
          event={event}
          group={group}
          onChange={(next) => put(index, next)}
          onRemove={() => put(index, undefined)}
          issueAt={(path) => issueAt(`conditions.groups.${index}.${path}`)}
        />
      ))}
      {value.groups.length === 0 && <p className="text-small text-soft">Nothing is asked: the rule always acts.</p>}
      {value.groups.length < MOST_GROUPS && (
        <Button
          size="small"
          icon="plus"
          className="justify-self-start"
          onClick={() =>
            onChange({ ...value, groups: [...value.groups, { match: 'all', conditions: [firstOf(event)] }] })
          }
        >
          {value.groups.length === 0 ? 'Add a condition' : 'Add a group'}
        </Button>
      )}
    </div>
  );
}

/** A question to begin with: the first that can be asked. */
function firstOf(event: RuleEventType): Condition {
  const [[name, field] = ['campaign.title', undefined]] = [...fieldsOf(event)];
  return askOf(name, field);
}

function askOf(name: string, field: RuleField | undefined): Condition {
  const kind = field?.kind ?? 'text';
  const operator = OPERATORS_OF[kind][0];
  const value: ConditionValue =
    kind === 'number'
      ? 0
      : kind === 'flag'
        ? true
        : kind === 'money'
          ? { amountMinor: 0, currency: CURRENCIES[0] }
          : (field?.values?.[0] ?? '');
  return { field: name, operator, value };
}

function GroupFields(props: {
  number: number;
  event: RuleEventType;
  group: ConditionGroup;
  onChange: (next: ConditionGroup) => void;
  onRemove: () => void;
  issueAt: IssueAt;
}) {
  const { number, event, group, onChange, onRemove, issueAt } = props;
  const put = (index: number, next: Condition | undefined) => {
    const conditions = group.conditions.flatMap((one, at) => (at === index ? (next ? [next] : []) : [one]));
    if (conditions.length === 0) onRemove();
    else onChange({ ...group, conditions });
  };
  return (
    <FieldGroup legend={`Conditions, group ${number}`} className="rounded-card border border-line p-4">
      <div className="grid gap-4">
        {group.conditions.length > 1 && (
          <Field label="Of these conditions">
            <Select
              value={group.match}
              onChange={({ target }) => onChange({ ...group, match: target.value as ConditionGroup['match'] })}
            >
              <option value="all">all must hold</option>
              <option value="any">one must hold</option>
              <option value="none">none may hold</option>
            </Select>
          </Field>
        )}
        {group.conditions.map((condition, index) => (
          <ConditionRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a question has no name but its place
            key={index}
            event={event}
            condition={condition}
            onChange={(next) => put(index, next)}
            onRemove={() => put(index, undefined)}
            issueAt={(path) => issueAt(`conditions.${index}.${path}`)}
          />
        ))}
        <Button
          size="small"
          icon="plus"
          variant="ghost"
          className="justify-self-start"
          onClick={() => onChange({ ...group, conditions: [...group.conditions, firstOf(event)] })}
        >
          Add a condition
        </Button>
      </div>
    </FieldGroup>
  );
}

function ConditionRow(props: {
  event: RuleEventType;
  condition: Condition;
  onChange: (next: Condition) => void;
  onRemove: () => void;
  issueAt: IssueAt;
}) {
  const { event, condition, onChange, onRemove, issueAt } = props;
  const fields = fieldsOf(event);
  const field = fields.get(condition.field);
  return (
    <div className="grid items-start gap-3 md:grid-cols-[1.5fr_1fr_1.5fr_auto]">
      <Field label="What" error={issueAt('field')}>
        <Select
          value={condition.field}
          onChange={({ target }) => onChange(askOf(target.value, fields.get(target.value)))}
        >
          {[...fields].map(([name, { says }]) => (
            <option key={name} value={name}>
              {capital(says)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="How" error={issueAt('operator')}>
        <Select
          value={condition.operator}
          onChange={({ target }) => onChange({ ...condition, operator: target.value as Operator })}
        >
          {(field ? OPERATORS_OF[field.kind] : []).map((operator) => (
            <option key={operator} value={operator}>
              {OPERATOR_WORDS[operator]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Value" error={issueAt('value')}>
        <ValueControl field={field} value={condition.value} onChange={(value) => onChange({ ...condition, value })} />
      </Field>
      <IconButton icon="trash" label="Remove this condition" className="md:mt-7" onClick={onRemove} />
    </div>
  );
}

function ValueControl(props: {
  field: RuleField | undefined;
  value: ConditionValue;
  onChange: (next: ConditionValue) => void;
}) {
  const { field, value, onChange } = props;
  if (field?.kind === 'flag')
    return (
      <Select value={String(value)} onChange={({ target }) => onChange(target.value === 'true')}>
        <option value="true">yes</option>
        <option value="false">no</option>
      </Select>
    );
  if (field?.values)
    return (
      <Select value={String(value)} onChange={({ target }) => onChange(target.value)}>
        {field.values.map((one) => (
          <option key={one} value={one}>
            {plain(one)}
          </option>
        ))}
      </Select>
    );
  if (field?.kind === 'money' && typeof value === 'object')
    return (
      <div className="grid grid-cols-[1fr_6rem] gap-2">
        <MoneyInput
          value={value.amountMinor}
          currency={value.currency}
          onChange={(amountMinor) => onChange({ ...value, amountMinor: amountMinor ?? 0 })}
        />
        <CurrencySelect
          aria-label="Currency"
          id={undefined}
          value={value.currency}
          onChange={({ target }) => onChange({ ...value, currency: target.value as typeof value.currency })}
        />
      </div>
    );
  if (field?.kind === 'number')
    return (
      <Input
        inputMode="numeric"
        autoComplete="off"
        defaultValue={String(value)}
        onChange={({ target }) => onChange(parseWhole(target.value) ?? 0)}
      />
    );
  return <Input autoComplete="off" value={String(value)} onChange={({ target }) => onChange(target.value)} />;
}
