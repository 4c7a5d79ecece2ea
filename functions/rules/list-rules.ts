import { listRules } from '#contract/areas/rules.ts';
import { partitions } from '#data/keys.ts';
import { listRaw } from '#data/read.ts';
import { RuleStates, Rules } from '#data/rule.ts';
import { MOST_RULES } from '#domain/rules/rule.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { ruleView } from '#runtime/views/rule.ts';

export const handler = endpoint(listRules, async (call) => {
  const { workspaceId } = call.member();
  // Rules and how they fare lie side by side.
  const items = await listRaw(partitions.rules(workspaceId), 2 * MOST_RULES + 10);
  const states = new Map(
    items
      .filter(({ _et }) => _et === RuleStates.name)
      .map((item) => RuleStates.parse(item))
      .map((state) => [state.ruleId, state]),
  );
  const rules = items.filter(({ _et }) => _et === Rules.name).map((item) => Rules.parse(item));
  return {
    status: 200,
    body: {
      items: rules.reverse().map((rule) => ruleView(rule, states.get(rule.ruleId), call.nowIso)),
      most: MOST_RULES,
    },
  };
});
