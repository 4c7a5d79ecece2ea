import { ERRORS, type ErrorCode } from '#contract/errors.ts';
import type { EventActor } from '#contract/events.ts';
import { may, mayOn } from '#contract/permissions.ts';
import { type ApplicationItem, applicationRef } from '#data/application.ts';
import { type CampaignItem, campaignRef } from '#data/campaign.ts';
import { type CampaignTagsItem, campaignTagsRef } from '#data/campaign-tags.ts';
import { type Change, unchanged } from '#data/change.ts';
import type { CommitContext } from '#data/commit.ts';
import type { Ref } from '#data/entity.ts';
import { keys } from '#data/keys.ts';
import {
  type RuleItem,
  type RuleRunItem,
  type RuleStateItem,
  Rules,
  ruleRef,
  ruleRunRef,
  ruleStateRef,
} from '#data/rule.ts';
import { type Member, memberRef } from '#data/workspace.ts';
import type { Refused } from '#domain/decision.ts';
import type { RuleEventType, RuleFacts } from '#domain/rules/fields.ts';
import { ACTION_PERMISSIONS, type RuleAction } from '#domain/rules/rule.ts';
import type { StopReason } from '#domain/rules/run.ts';
import { systemCommitContext } from '../system-commit.ts';

/** An event as rules look at it. */
export interface RuleCause {
  eventId: string;
  type: RuleEventType;
  occurredAt: string;
  data: Record<string, unknown>;
  correlationId?: string;
  actor?: EventActor;
}

/** What a rule and its run are read with, consistently, before anything is decided. */
export function runReads(
  rule: Pick<RuleItem, 'workspaceId' | 'ruleId' | 'authorId'>,
  runId: string,
  campaignId: string,
) {
  const { workspaceId, ruleId, authorId } = rule;
  return {
    rule: ruleRef(workspaceId, ruleId),
    run: ruleRunRef(workspaceId, ruleId, runId),
    state: ruleStateRef(workspaceId, ruleId),
    author: memberRef(workspaceId, authorId),
    campaign: campaignRef(workspaceId, campaignId),
  };
}

/** What conditions are asked of, beside the campaign. */
export function factReads(
  workspaceId: string,
  data: Readonly<Record<string, unknown>>,
): { tags: Ref<CampaignTagsItem>; application: Ref<ApplicationItem> | undefined } {
  const { applicationId, campaignId } = data;
  return {
    tags: campaignTagsRef(workspaceId, String(campaignId)),
    application: typeof applicationId === 'string' ? applicationRef(workspaceId, applicationId) : undefined,
  };
}

/** What a rule may look at, by what was read. */
export function factsOf(
  data: Readonly<Record<string, unknown>>,
  read: { campaign: CampaignItem; tags: CampaignTagsItem | undefined; application: ApplicationItem | undefined },
  nowIso: string,
): RuleFacts {
  const { campaign, tags, application } = read;
  return { data, campaign, tags: tags?.tags ?? [], application, todayOn: nowIso.slice(0, '2026-11-20'.length) };
}

/** What rules do is done by the rule, and says how many runs in a row led to it. */
export function ruleContext(ruleId: string, depth: number, cause: { correlationId?: string } = {}): CommitContext {
  return { ...systemCommitContext(cause), actor: { kind: 'rule', ruleId, depth } };
}

/** Why a run that has begun goes no further; undefined when it does. */
export function whyEnded(
  run: RuleRunItem,
  { rule, author, campaign }: { rule: RuleItem | undefined; author: Member | undefined; campaign: object | undefined },
): StopReason | undefined {
  if (!rule?.enabled || rule.version !== run.ruleVersion) return 'rule_changed';
  if (!author) return 'author_gone';
  if (!may(author.role, 'rule:write')) return 'author_may_not';
  return campaign ? undefined : 'campaign_gone';
}

/** Whether the author of a rule may do themselves on a campaign what the rule is to do. */
export function authorMay({ role, grants }: Member, { kind }: RuleAction, campaignId: string): boolean {
  const permission = ACTION_PERMISSIONS[kind];
  return permission === undefined || mayOn(role, grants?.[campaignId], permission);
}

/** The rule is as it was read, and its author may what they might: what a run does rests on both. */
export function stillStands(rule: RuleItem, { workspaceId, userId, role }: Member): Change[] {
  return [
    unchanged(Rules, rule),
    { kind: 'check', key: keys.member(workspaceId, userId), when: [{ path: 'role', is: '=', value: role }] },
  ];
}

/** A refusal as a run's history tells it. */
export function noteOf({ refused, detail }: Refused): string {
  return detail ?? ERRORS[refused as ErrorCode]?.title ?? 'It could not be done.';
}

export interface RunState {
  rule: RuleItem | undefined;
  run: RuleRunItem | undefined;
  state: RuleStateItem | undefined;
  author: Member | undefined;
  campaign: CampaignItem | undefined;
}
