import { createRule } from '#contract/areas/rules.ts';
import { create, mustBeThere } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { type RuleItem, Rules } from '#data/rule.ts';
import { countBy, tallyRef } from '#data/tally.ts';
import { refuse } from '#domain/decision.ts';
import { MOST_RULES } from '#domain/rules/rule.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { ruleView } from '#runtime/views/rule.ts';
import { namedIn, refuseContent, refuseUnknown } from './content.ts';

export const handler = endpoint(createRule, async (call) => {
  const { workspaceId, userId, role } = call.member();
  const ruleId = newId('rule');
  const rule: RuleItem = {
    ...{ workspaceId, ruleId, ...call.body, authorId: userId },
    ...{ createdAt: call.nowIso, updatedAt: call.nowIso, version: 1 },
  };
  const { name, enabled } = rule;
  const named = namedIn(workspaceId, rule);
  return call.commit({
    reads: { ...named, tally: tallyRef(workspaceId, 'rules') },
    decide: (state) => {
      const refused = refuseContent(rule, role) ?? refuseUnknown(state, rule);
      if (refused) return refused;
      const { tally } = state;
      if ((tally?.count ?? 0) >= MOST_RULES)
        return refuse('limit_reached', `A workspace may have ${MOST_RULES} rules; delete one that is not used.`);
      return {
        changes: [
          create(Rules, rule),
          countBy(tally, workspaceId, 'rules', 1),
          ...Object.values(named).map(mustBeThere),
        ],
        event: {
          type: 'RuleSaved',
          aggregateId: ruleId,
          seq: 1,
          partition: partitions.workspace(workspaceId),
          data: { workspaceId, ruleId, name, enabled, isNew: true },
        },
        answer: { status: 201, body: ruleView(rule, undefined, call.nowIso) },
      };
    },
  });
});
