import type { Money } from '../money.ts';
import type { MemberRole } from '../roles.ts';
import type { RuleEventType } from './fields.ts';

/** How many rules a workspace may have, and how much one may hold. */
export const MOST_RULES = 50;
export const MOST_ACTIONS = 10;
export const MOST_CONDITIONS = 20;
export const MOST_GROUPS = 5;
/** The most creators that one action invites. */
export const MOST_INVITED = 10;
/** The longest wait, hours. */
export const LONGEST_WAIT_HOURS = 720;
/** How many runs in a row may come of one another: a rule that triggers itself, or others that trigger it, stop after so many. */
export const MOST_DEPTH = 3;
/** How often one rule may run within a clock hour (UTC). */
export const RUNS_PER_HOUR = 60;
/** How long it is kept what a rule did, ms. */
export const RUN_KEPT_MS = 90 * 86_400_000;

/** What rules may do to a campaign: what stops it for good, or binds money, takes a person. */
export const RULE_COMMANDS = ['pause', 'resume', 'complete'] as const;
export type RuleCommand = (typeof RULE_COMMANDS)[number];

export const OPERATORS = ['is', 'is_not', 'contains', 'has', 'has_not', 'at_least', 'at_most'] as const;
export type Operator = (typeof OPERATORS)[number];

export type ConditionValue = string | number | boolean | Money;

/** One question about an event or its campaign. */
export interface Condition {
  field: string;
  operator: Operator;
  value: ConditionValue;
}
/** Several questions, of which all, one or none must hold. */
export interface ConditionGroup {
  match: 'all' | 'any' | 'none';
  conditions: Condition[];
}
/** When a rule acts: groups of questions, all or one of which must hold; always, where there are none. */
export interface ConditionTree {
  match: 'all' | 'any';
  groups: ConditionGroup[];
}

/** Tells members by a notification of theirs. */
interface Notify {
  kind: 'notify';
  roles: MemberRole[];
  text: string;
}
/** Writes to the creator whom the event is about, in the name of the rule's author. */
interface SayMessage {
  kind: 'message';
  text: string;
}
/** Invites the creators who fit the campaign best, and have neither applied nor been invited. */
interface Invite {
  kind: 'invite';
  count: number;
}
interface ChangeStatus {
  kind: 'change_status';
  command: RuleCommand;
}
interface Tag {
  kind: 'tag';
  add: string[];
  remove: string[];
}
interface MakeTask {
  kind: 'task';
  title: string;
  dueInDays: number | null;
  assigneeId: string | null;
}
interface CallWebhook {
  kind: 'webhook';
  webhookId: string;
}
/** What follows is done later, if the conditions still hold then. */
interface Wait {
  kind: 'wait';
  hours: number;
}
export type RuleAction = Notify | SayMessage | Invite | ChangeStatus | Tag | MakeTask | CallWebhook | Wait;
export type ActionOf<K extends RuleAction['kind']> = Extract<RuleAction, { kind: K }>;
export const ACTION_KINDS = [
  'notify',
  'message',
  'invite',
  'change_status',
  'tag',
  'task',
  'webhook',
  'wait',
] as const satisfies readonly RuleAction['kind'][];

/** What members may do themselves of what a rule of theirs does; undefined for what takes no more than the rule. */
export const ACTION_PERMISSIONS = {
  notify: undefined,
  message: 'message:write',
  invite: 'application:decide',
  change_status: 'campaign:write',
  tag: 'campaign:write',
  task: 'task:write',
  webhook: 'integration:manage',
  wait: undefined,
} as const satisfies Record<RuleAction['kind'], string | undefined>;

/** What a rule says, whoever wrote it. */
export interface RuleContent {
  event: RuleEventType;
  conditions: ConditionTree;
  actions: RuleAction[];
}

/** A text of a rule with what it is about; what is in braces and not known stays as it is. */
export function fillText(text: string, campaign: { title: string } | undefined): string {
  return campaign ? text.replaceAll('{campaign}', campaign.title) : text;
}
