import { deleteRule } from '#contract/areas/rules.ts';
import { remove } from '#data/change.ts';
import { keys, partitions } from '#data/keys.ts';
import { Rules, ruleRef } from '#data/rule.ts';
import { countDown } from '#data/tally.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';

export const handler = endpoint(deleteRule, async (call) => {
  const { workspaceId } = call.member();
  const { ruleId } = call.params;
  return call.commit({
    reads: { rule: ruleRef(workspaceId, ruleId) },
    decide: ({ rule }) => {
      if (!rule) return refuse('not_found');
      return {
        changes: [
          remove(Rules, rule),
          { kind: 'delete', key: keys.ruleState(workspaceId, ruleId), when: [] },
          countDown(workspaceId, 'rules'),
        ],
        event: {
          type: 'RuleDeleted',
          aggregateId: ruleId,
          seq: rule.version + 1,
          partition: partitions.workspace(workspaceId),
          data: { workspaceId, ruleId, name: rule.name },
        },
        answer: { status: 200, body: { done: true } },
      };
    },
  });
});
