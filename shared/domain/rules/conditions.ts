import type { Issue } from '../decision.ts';
import type { Money } from '../money.ts';
import { amountText } from '../money-text.ts';
import {
  type FactValue,
  fieldsOf,
  OPERATORS_OF,
  type RuleEventType,
  type RuleFacts,
  type RuleField,
} from './fields.ts';
import {
  type Condition,
  type ConditionGroup,
  type ConditionTree,
  type ConditionValue,
  MOST_CONDITIONS,
  type Operator,
} from './rule.ts';

/** One question with its answer, in words. */
export interface ConditionReason {
  text: string;
  holds: boolean;
}

export interface Verdict {
  holds: boolean;
  /** Every question in the order in which the rule asks them. */
  reasons: ConditionReason[];
}

/** An operator between what is asked and its value. */
export const OPERATOR_WORDS: Record<Operator, string> = {
  is: 'is',
  is_not: 'is not',
  contains: 'contains',
  has: 'include',
  has_not: 'do not include',
  at_least: 'is at least',
  at_most: 'is at most',
};

/** Whether a rule acts, with the answer to every question: none is left out because another decided already. */
export function judgeConditions(event: RuleEventType, tree: ConditionTree, facts: RuleFacts): Verdict {
  const fields = fieldsOf(event);
  const reasons: ConditionReason[] = [];
  const ask = (condition: Condition): boolean => {
    const reason = judge(fields.get(condition.field), condition, facts);
    reasons.push(reason);
    return reason.holds;
  };
  const answers = tree.groups.map(({ match, conditions }) => matches(match, conditions.map(ask)));
  return { holds: matches(tree.match, answers), reasons };
}

/** A group without questions stands in nobody's way. */
function matches(match: ConditionGroup['match'], answers: readonly boolean[]): boolean {
  if (answers.length === 0) return true;
  if (match === 'none') return !answers.includes(true);
  return match === 'all' ? !answers.includes(false) : answers.includes(true);
}

function judge(field: RuleField | undefined, condition: Condition, facts: RuleFacts): ConditionReason {
  const asked = conditionText(field, condition);
  if (!field) return { text: `${asked}: this cannot be asked any more`, holds: false };
  const actual = field.of(facts);
  if (actual === undefined || actual === null) return { text: `${asked}: it is not known`, holds: false };
  const { operator, value } = condition;
  if (isMoney(actual) && isMoney(value) && actual.currency !== value.currency)
    return { text: `${asked}: it is ${amountText(actual)}, in another currency`, holds: false };
  return { text: `${asked}: it is ${valueText(actual)}`, holds: compare(actual, operator, value) };
}

function compare(actual: NonNullable<FactValue>, operator: Operator, value: ConditionValue): boolean {
  if (Array.isArray(actual)) {
    const has = actual.some((one) => same(one, value));
    return operator === 'has_not' ? !has : operator === 'has' && has;
  }
  if (operator === 'is') return same(actual, value);
  if (operator === 'is_not') return !same(actual, value);
  if (operator === 'contains')
    return typeof actual === 'string' && typeof value === 'string' && fold(actual).includes(fold(value));
  const [left, right] = [numberOf(actual), numberOf(value)];
  if (left === undefined || right === undefined) return false;
  return operator === 'at_least' ? left >= right : operator === 'at_most' && left <= right;
}

const fold = (text: string) => text.trim().toLowerCase();
const same = (left: unknown, right: unknown) =>
  typeof left === 'string' && typeof right === 'string' ? fold(left) === fold(right) : left === right;
const numberOf = (value: unknown): number | undefined => {
  if (isMoney(value)) return value.amountMinor;
  return typeof value === 'number' ? value : undefined;
};
const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' && value !== null && 'amountMinor' in value;

/** A value as sentences show it. */
export function valueText(value: NonNullable<FactValue> | ConditionValue): string {
  if (isMoney(value)) return amountText(value);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(plainText).join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
  return plainText(String(value));
}
const plainText = (text: string) => text.replaceAll('_', ' ');

/** A question as a sentence shows it, e.g. “the price is at least EUR 500.00”. */
export function conditionText(
  field: Pick<RuleField, 'says'> | undefined,
  { field: name, operator, value }: Condition,
): string {
  return `${field?.says ?? name} ${OPERATOR_WORDS[operator]} ${valueText(value)}`;
}

/** What is wrong with the conditions of a rule for an event, each with its path. */
export function issuesOfConditions(event: RuleEventType, tree: ConditionTree): Issue[] {
  const fields = fieldsOf(event);
  const nodes = tree.groups.flatMap(({ conditions }, group) =>
    conditions.map((condition, index) => [`conditions.groups.${group}.conditions.${index}`, condition] as const),
  );
  const tooMany =
    nodes.length > MOST_CONDITIONS
      ? [{ path: 'conditions', message: `may ask up to ${MOST_CONDITIONS} questions, not ${nodes.length}` }]
      : [];
  return [...tooMany, ...nodes.flatMap(([path, condition]) => issuesOf(fields, condition, path))];
}

function issuesOf(
  fields: ReadonlyMap<string, RuleField>,
  { field: name, operator, value }: Condition,
  path: string,
): Issue[] {
  const field = fields.get(name);
  if (!field)
    return [
      { path: `${path}.field`, message: `cannot be asked for this event; ask one of ${[...fields.keys()].join(', ')}` },
    ];
  const operators: readonly Operator[] = OPERATORS_OF[field.kind];
  if (!operators.includes(operator))
    return [{ path: `${path}.operator`, message: `must be one of ${operators.join(', ')} for ${field.says}` }];
  const wrong = wrongValue(field, value);
  return wrong === undefined ? [] : [{ path: `${path}.value`, message: wrong }];
}

function wrongValue({ kind, values }: RuleField, value: ConditionValue): string | undefined {
  if (kind === 'money') return isMoney(value) ? undefined : 'must be an amount with its currency';
  if (kind === 'number') return typeof value === 'number' ? undefined : 'must be a number';
  if (kind === 'flag') return typeof value === 'boolean' ? undefined : 'must be true or false';
  if (typeof value !== 'string') return 'must be a text';
  return values && !values.includes(value) ? `must be one of ${values.join(', ')}` : undefined;
}
