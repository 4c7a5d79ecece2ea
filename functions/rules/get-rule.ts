import { getRule } from '#contract/areas/rules.ts';
import { Failure } from '#contract/failure.ts';
import { findTogether } from '#data/read.ts';
import { ruleRef, ruleStateRef } from '#data/rule.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { ruleView } from '#runtime/views/rule.ts';

export const handler = endpoint(getRule, async (call) => {
  const { workspaceId } = call.member();
  const { ruleId } = call.params;
  const { rule, state } = await findTogether({
    rule: ruleRef(workspaceId, ruleId),
    state: ruleStateRef(workspaceId, ruleId),
  });
  if (!rule) throw new Failure('not_found');
  return { status: 200, body: ruleView(rule, state, call.nowIso) };
});
