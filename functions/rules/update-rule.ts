import { updateRule } from '#contract/areas/rules.ts';
import { mustBeThere, replace } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { type RuleItem, Rules, ruleRef, ruleStateRef } from '#data/rule.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { ruleView } from '#runtime/views/rule.ts';
import { namedIn, refuseContent, refuseUnknown } from './content.ts';

export const handler = endpoint(updateRule, async (call) => {
  const { workspaceId, userId, role } = call.member();
  const { ruleId } = call.params;
  const { version, ...edit } = call.body;
  const named = namedIn(workspaceId, { actions: edit.actions ?? [] });
  return call.commit({
    reads: {
      ...named,
      rule: ruleRef(workspaceId, ruleId),
      ran: ruleStateRef(workspaceId, ruleId),
    },
    decide: (state) => {
      const { rule, ran } = state;
      if (!rule) return refuse('not_found');
      if (rule.version !== version)
        return refuse('version_conflict', `You read version ${version}; the rule is at ${rule.version}.`);
      const said = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined));
      const next: RuleItem = { ...rule, ...said, authorId: userId, updatedAt: call.nowIso, version: version + 1 };
      // Whoever saves it stands for all of it, also for what another wrote. Switching off takes nothing.
      const refused = next.enabled ? refuseContent(next, role) : undefined;
      if (refused) return refused;
      const unknown = edit.actions && refuseUnknown(state, { actions: edit.actions });
      if (unknown) return unknown;
      const { name, enabled } = next;
      return {
        changes: [replace(Rules, rule, next), ...Object.values(named).map(mustBeThere)],
        event: {
          type: 'RuleSaved',
          aggregateId: ruleId,
          seq: next.version,
          partition: partitions.workspace(workspaceId),
          data: { workspaceId, ruleId, name, enabled, isNew: false },
        },
        answer: { status: 200, body: ruleView(next, ran, call.nowIso) },
      };
    },
  });
});
