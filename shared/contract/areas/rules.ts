import * as z from 'zod/mini';
import { RULE_EVENT_TYPES } from '#domain/rules/fields.ts';
import {
  LONGEST_WAIT_HOURS,
  MOST_ACTIONS,
  MOST_GROUPS,
  MOST_INVITED,
  MOST_RULES,
  OPERATORS,
  RULE_COMMANDS,
} from '#domain/rules/rule.ts';
import { RUN_STATUSES, STOP_REASONS } from '#domain/rules/run.ts';
import { MOST_TAGS } from '#domain/rules/tags.ts';
import { defineEndpoint } from '../endpoint.ts';
import { MEMBER_ROLES } from '../permissions.ts';
import { Done, Instant, id, Money, page, pageQuery, Tag, text } from '../schemas.ts';

const Condition = z.strictObject({
  /** One of the fields that GET /rules/ready-made names for the event. */
  field: text(1, 60),
  operator: z.enum(OPERATORS),
  value: z.union([z.string().check(z.minLength(1, 'is required'), z.maxLength(200)), z.number(), z.boolean(), Money]),
});
export const RuleConditions = z.strictObject({
  match: z.enum(['all', 'any']),
  groups: z
    .array(z.strictObject({ match: z.enum(['all', 'any', 'none']), conditions: z.array(Condition) }))
    .check(z.maxLength(MOST_GROUPS, `may have up to ${MOST_GROUPS} groups`)),
});
z.globalRegistry.add(RuleConditions, { id: 'RuleConditions' });

const said = text(1, 500);
export const RuleAction = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('notify'),
    roles: z.array(z.enum(MEMBER_ROLES)).check(z.minLength(1)),
    text: said,
  }),
  z.strictObject({ kind: z.literal('message'), text: text(1, 2000) }),
  z.strictObject({ kind: z.literal('invite'), count: z.int().check(z.gte(1), z.lte(MOST_INVITED)) }),
  z.strictObject({ kind: z.literal('change_status'), command: z.enum(RULE_COMMANDS) }),
  z.strictObject({
    kind: z.literal('tag'),
    add: z.array(Tag).check(z.maxLength(MOST_TAGS)),
    remove: z.array(Tag).check(z.maxLength(MOST_TAGS)),
  }),
  z.strictObject({
    kind: z.literal('task'),
    title: text(1, 160),
    dueInDays: z.nullable(z.int().check(z.gte(0), z.lte(365))),
    assigneeId: z.nullable(id('user')),
  }),
  z.strictObject({ kind: z.literal('webhook'), webhookId: id('webhook') }),
  z.strictObject({ kind: z.literal('wait'), hours: z.int().check(z.gte(1), z.lte(LONGEST_WAIT_HOURS)) }),
]);
z.globalRegistry.add(RuleAction, { id: 'RuleAction' });

const content = {
  event: z.enum(RULE_EVENT_TYPES),
  conditions: RuleConditions,
  actions: z.array(RuleAction).check(z.minLength(1), z.maxLength(MOST_ACTIONS)),
};
const RuleName = text(1, 80);

export const Rule = z.strictObject({
  ruleId: id('rule'),
  name: z.string(),
  ...content,
  enabled: z.boolean(),
  /** Who saved it last: the rule may do what this member may do. */
  authorId: id('user'),
  lastRun: z.nullable(z.strictObject({ runId: id('ruleRun'), status: z.enum(RUN_STATUSES), at: Instant })),
  /** Within this clock hour. */
  runsThisHour: z.int(),
  version: z.int(),
  createdAt: Instant,
  updatedAt: Instant,
});
z.globalRegistry.add(Rule, { id: 'Rule' });

export const RuleRun = z.strictObject({
  runId: id('ruleRun'),
  ruleVersion: z.int(),
  event: z.enum(RULE_EVENT_TYPES),
  occurredAt: Instant,
  campaignId: id('campaign'),
  campaignTitle: z.nullable(z.string()),
  /** Which run in a row it is: runs that come of one another stop after three. */
  depth: z.int(),
  status: z.enum(RUN_STATUSES),
  reason: z.nullable(z.strictObject({ code: z.enum(STOP_REASONS), text: z.string() })),
  /** Every question the rule asks, with the answer. */
  conditions: z.array(z.strictObject({ text: z.string(), holds: z.boolean() })),
  /** What was done, in order, and what came of it. */
  results: z.array(
    z.strictObject({
      kind: z.string(),
      says: z.string(),
      state: z.enum(['done', 'refused', 'waited']),
      note: z.nullable(z.string()),
      at: Instant,
    }),
  ),
  wakeAt: z.nullable(Instant),
  startedAt: Instant,
  finishedAt: z.nullable(Instant),
});
z.globalRegistry.add(RuleRun, { id: 'RuleRun' });

const ruleParams = z.strictObject({ ruleId: id('rule') });
const WRITING_ERRORS = ['rule_action_not_allowed', 'validation_failed'] as const;

export const listRules = defineEndpoint({
  id: 'rules.list-rules',
  method: 'GET',
  path: '/rules',
  allow: ['rule:read'],
  responses: { 200: z.strictObject({ items: z.array(Rule), most: z.int() }) },
  errors: [],
  summary: 'The rules of the workspace, newest first, with how each ran last.',
});

export const createRule = defineEndpoint({
  id: 'rules.create-rule',
  method: 'POST',
  path: '/rules',
  allow: ['rule:write'],
  idempotent: true,
  body: z.strictObject({ name: RuleName, ...content, enabled: z._default(z.boolean(), true) }),
  responses: { 201: Rule },
  errors: [...WRITING_ERRORS, 'limit_reached'],
  summary: `Write a rule: when an event happens, if conditions hold, then do something; ${MOST_RULES} per workspace. It may do what its author may do, and never moves money.`,
});

export const listReadyMade = defineEndpoint({
  id: 'rules.list-ready-made',
  method: 'GET',
  path: '/rules/ready-made',
  allow: ['rule:read'],
  responses: {
    200: z.strictObject({
      items: z.array(z.strictObject({ readyId: z.string(), name: z.string(), why: z.string(), ...content })),
      events: z.array(
        z.strictObject({
          event: z.enum(RULE_EVENT_TYPES),
          says: z.string(),
          /** It is about one creator, to whom a message can go. */
          aboutCreator: z.boolean(),
          fields: z.array(
            z.strictObject({
              field: z.string(),
              says: z.string(),
              kind: z.string(),
              operators: z.array(z.enum(OPERATORS)),
              /** What it can be, where that is a closed list. */
              values: z.nullable(z.array(z.string())),
            }),
          ),
        }),
      ),
    }),
  },
  errors: [],
  summary: 'Rules to take over, and the table of what rules may wait for and ask.',
});

export const testRule = defineEndpoint({
  id: 'rules.test-rule',
  method: 'POST',
  path: '/rules/test',
  allow: ['rule:write'],
  body: z.strictObject({ ...content, campaignId: id('campaign') }),
  responses: {
    200: z.strictObject({
      /** The newest first, at most 50. */
      items: z.array(
        z.strictObject({
          eventId: id('event'),
          occurredAt: Instant,
          holds: z.boolean(),
          conditions: z.array(z.strictObject({ text: z.string(), holds: z.boolean() })),
          /** What the rule would have done; empty where it would have done nothing. */
          would: z.array(z.string()),
        }),
      ),
      matching: z.int(),
    }),
  },
  errors: ['not_found', 'validation_failed'],
  summary:
    'Try a rule on the newest 300 things that happened in a campaign, without doing anything: per event, which conditions hold and what would have been done. The campaign is looked at as it is now; of a talk, its first message is among what happened.',
});

export const getRule = defineEndpoint({
  id: 'rules.get-rule',
  method: 'GET',
  path: '/rules/{ruleId}',
  allow: ['rule:read'],
  params: ruleParams,
  responses: { 200: Rule },
  errors: ['not_found'],
  summary: 'A rule, with how it ran last.',
});

export const updateRule = defineEndpoint({
  id: 'rules.update-rule',
  method: 'PATCH',
  path: '/rules/{ruleId}',
  allow: ['rule:write'],
  idempotent: true,
  params: ruleParams,
  body: z.strictObject({
    version: z.int(),
    name: z.optional(RuleName),
    event: z.optional(content.event),
    conditions: z.optional(content.conditions),
    actions: z.optional(content.actions),
    enabled: z.optional(z.boolean()),
  }),
  responses: { 200: Rule },
  errors: [...WRITING_ERRORS, 'not_found', 'version_conflict'],
  summary:
    'Change a rule, or switch it on or off; what is not said stays. Whoever saves it is its author from then on. A run that waits ends.',
});

export const deleteRule = defineEndpoint({
  id: 'rules.delete-rule',
  method: 'DELETE',
  path: '/rules/{ruleId}',
  allow: ['rule:write'],
  idempotent: true,
  params: ruleParams,
  responses: { 200: Done },
  errors: ['not_found'],
  summary: 'Delete a rule; what it did stays done, and a run that waits ends.',
});

export const listRuns = defineEndpoint({
  id: 'rules.list-runs',
  method: 'GET',
  path: '/rules/{ruleId}/runs',
  allow: ['rule:read'],
  params: ruleParams,
  query: pageQuery({}),
  responses: { 200: page(RuleRun) },
  errors: ['bad_cursor'],
  summary: 'What became of a rule at each event of the last 90 days, newest first, with the reasons.',
});

export const ruleEndpoints = [
  listRules,
  createRule,
  listReadyMade,
  testRule,
  getRule,
  updateRule,
  deleteRule,
  listRuns,
] as const;
