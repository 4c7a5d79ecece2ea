import * as z from 'zod/mini';
import { MEMBER_ROLES } from '#domain/roles.ts';
import { RULE_EVENT_TYPES, type RuleEventType } from '#domain/rules/fields.ts';
import { OPERATORS, RULE_COMMANDS } from '#domain/rules/rule.ts';
import { RUN_STATUSES, STOP_REASONS } from '#domain/rules/run.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { indexes, keys } from './keys.ts';
import { listAll } from './read.ts';
import { money } from './shapes.ts';

const conditions = z.object({
  match: z.enum(['all', 'any']),
  groups: z.array(
    z.object({
      match: z.enum(['all', 'any', 'none']),
      conditions: z.array(
        z.object({
          field: z.string(),
          operator: z.enum(OPERATORS),
          value: z.union([z.string(), z.number(), z.boolean(), money]),
        }),
      ),
    }),
  ),
});

const action = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('notify'), roles: z.array(z.enum(MEMBER_ROLES)), text: z.string() }),
  z.object({ kind: z.literal('message'), text: z.string() }),
  z.object({ kind: z.literal('invite'), count: z.int() }),
  z.object({ kind: z.literal('change_status'), command: z.enum(RULE_COMMANDS) }),
  z.object({ kind: z.literal('tag'), add: z.array(z.string()), remove: z.array(z.string()) }),
  z.object({
    kind: z.literal('task'),
    title: z.string(),
    dueInDays: z.nullable(z.int()),
    assigneeId: z.nullable(z.string()),
  }),
  z.object({ kind: z.literal('webhook'), webhookId: z.string() }),
  z.object({ kind: z.literal('wait'), hours: z.int() }),
]);

/** What a workspace wants done when something happens. Its version rises with every edit, and with nothing else. */
export const Rules = defineEntity({
  name: 'rule',
  schema: z.object({
    workspaceId: z.string(),
    ruleId: z.string(),
    name: z.string(),
    event: z.enum(RULE_EVENT_TYPES),
    conditions,
    actions: z.array(action),
    enabled: z.boolean(),
    /** Who saved it last: what they may do, it may do. */
    authorId: z.string(),
    createdAt: z.string(),
    updatedAt: z.string(),
    version: z.int(),
  }),
  key: (rule) => keys.rule(rule.workspaceId, rule.ruleId),
  index: ({ workspaceId, event, enabled, ruleId }) =>
    enabled ? { gsi1pk: indexes.rulesFor(workspaceId, event), gsi1sk: ruleId } : {},
});
export type RuleItem = ValueOf<typeof Rules>;

/** How a rule fares, beside the rule itself, so that running changes nothing of what was written. */
export const RuleStates = defineEntity({
  name: 'rule_state',
  schema: z.object({
    workspaceId: z.string(),
    ruleId: z.string(),
    /** The clock hour of the newest run, and how often it ran within that. */
    hour: z.string(),
    runs: z.int(),
    /** The hour in which its author was last told that it was held up. */
    toldHour: z.nullable(z.string()),
    /** The hour in which it was last noted that it had run often enough. */
    fullHour: z.nullable(z.string()),
    lastRun: z.nullable(z.object({ runId: z.string(), status: z.enum(RUN_STATUSES), at: z.string() })),
    version: z.int(),
  }),
  key: (state) => keys.ruleState(state.workspaceId, state.ruleId),
});
export type RuleStateItem = ValueOf<typeof RuleStates>;

/** What became of a rule at one event; there is one per event and rule, however often the event is delivered. */
export const RuleRuns = defineEntity({
  name: 'rule_run',
  schema: z.object({
    workspaceId: z.string(),
    ruleId: z.string(),
    runId: z.string(),
    ruleVersion: z.int(),
    event: z.object({
      eventId: z.string(),
      type: z.enum(RULE_EVENT_TYPES),
      occurredAt: z.string(),
      data: z.record(z.string(), z.unknown()),
    }),
    campaignId: z.string(),
    campaignTitle: z.nullable(z.string()),
    /** Which run in a row it is; 1 where no rule led to the event. */
    depth: z.int(),
    status: z.enum(RUN_STATUSES),
    reason: z.nullable(z.enum(STOP_REASONS)),
    conditions: z.array(z.object({ text: z.string(), holds: z.boolean() })),
    results: z.array(
      z.object({
        kind: z.string(),
        says: z.string(),
        state: z.enum(['done', 'refused', 'waited']),
        note: z.nullable(z.string()),
        at: z.string(),
      }),
    ),
    /** The action that is next. */
    next: z.int(),
    wakeAt: z.nullable(z.string()),
    startedAt: z.string(),
    finishedAt: z.nullable(z.string()),
    expiresAtMs: z.int(),
    version: z.int(),
  }),
  key: (run) => keys.ruleRun(run.workspaceId, run.ruleId, run.runId),
  index: (run) => ({ ttl: Math.ceil(run.expiresAtMs / 1000) }),
});
export type RuleRunItem = ValueOf<typeof RuleRuns>;

export const ruleRef = (workspaceId: string, ruleId: string) => ref(Rules, keys.rule(workspaceId, ruleId));
export const ruleStateRef = (workspaceId: string, ruleId: string) =>
  ref(RuleStates, keys.ruleState(workspaceId, ruleId));
export const ruleRunRef = (workspaceId: string, ruleId: string, runId: string) =>
  ref(RuleRuns, keys.ruleRun(workspaceId, ruleId, runId));

/** The rules of a workspace that are on and wait for an event of that kind, in one call that costs next to nothing where there are none. The index follows within moments. */
export function listRulesFor(workspaceId: string, event: RuleEventType): Promise<RuleItem[]> {
  return listAll({ entity: Rules, index: 'gsi1', partition: indexes.rulesFor(workspaceId, event) });
}
