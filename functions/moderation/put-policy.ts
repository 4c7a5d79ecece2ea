import { putScreeningPolicy } from '#contract/areas/moderation.ts';
import { createOrReplace } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { ScreeningPolicies, screeningPolicyRef } from '#data/moderation.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { screeningPolicyView } from '#runtime/views/moderation.ts';

export const handler = endpoint(putScreeningPolicy, (call) => {
  const { workspaceId } = call.member();
  const policy = call.body;
  return call.commit({
    reads: { before: screeningPolicyRef(workspaceId) },
    decide: ({ before }) => ({
      changes: [
        createOrReplace(ScreeningPolicies, before, {
          ...{ workspaceId, ...policy, version: (before?.version ?? 0) + 1, updatedAt: call.nowIso },
        }),
      ],
      event: {
        type: 'ScreeningPolicySaved',
        aggregateId: `${workspaceId}-screening`,
        seq: (before?.version ?? 0) + 1,
        partition: partitions.workspace(workspaceId),
        data: {
          workspaceId,
          unscreened: policy.unscreened,
          listed: policy.competitors.length + policy.bannedWords.length,
        },
      },
      answer: { status: 200, body: screeningPolicyView(policy) },
    }),
  });
});
