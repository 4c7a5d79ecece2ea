import { type MemberRole, may, type Permission } from '#contract/permissions.ts';
import type { Ref } from '#data/entity.ts';
import { type WebhookItem, webhookRef } from '#data/webhook.ts';
import { type Member, memberRef } from '#data/workspace.ts';
import { type Refused, refuse } from '#domain/decision.ts';
import { forbiddenActions, issuesOfActions } from '#domain/rules/actions.ts';
import { issuesOfConditions } from '#domain/rules/conditions.ts';
import type { RuleContent } from '#domain/rules/rule.ts';

/** What is wrong with what a rule says, for who wants to save it; undefined when nothing is. */
export function refuseContent(
  content: RuleContent,
  role: MemberRole,
): Refused<'validation_failed' | 'rule_action_not_allowed'> | undefined {
  const issues = [
    ...issuesOfConditions(content.event, content.conditions),
    ...issuesOfActions(content.event, content.actions),
  ];
  if (issues.length > 0) return refuse('validation_failed', undefined, issues);
  const forbidden = forbiddenActions(content.actions, (permission: Permission) => may(role, permission));
  return forbidden.length > 0 ? refuse('rule_action_not_allowed', undefined, forbidden) : undefined;
}

type Named = Record<`named${number}`, Ref<WebhookItem> | Ref<Member>>;

/** What the actions of a rule name, to be read with it: webhooks and members of its own workspace. */
export function namedIn(workspaceId: string, { actions }: Pick<RuleContent, 'actions'>): Named {
  const named: Named = {};
  for (const [index, action] of actions.entries()) {
    if (action.kind === 'webhook') named[`named${index}`] = webhookRef(workspaceId, action.webhookId);
    if (action.kind === 'task' && action.assigneeId !== null)
      named[`named${index}`] = memberRef(workspaceId, action.assigneeId);
  }
  return named;
}

/** Refuses a rule that names a webhook or a member that the workspace does not have. */
export function refuseUnknown(
  state: Readonly<Record<string, unknown>>,
  { actions }: Pick<RuleContent, 'actions'>,
): Refused<'validation_failed'> | undefined {
  const issues = actions.flatMap((action, index) => {
    if (state[`named${index}`] !== undefined) return [];
    if (action.kind === 'webhook')
      return [{ path: `actions.${index}.webhookId`, message: 'is no webhook of this workspace' }];
    if (action.kind === 'task' && action.assigneeId !== null)
      return [{ path: `actions.${index}.assigneeId`, message: 'is no member of this workspace' }];
    return [];
  });
  return issues.length > 0 ? refuse('validation_failed', undefined, issues) : undefined;
}
