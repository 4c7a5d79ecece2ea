import { verifyBrand } from '#contract/areas/moderation.ts';
import { brandStandingRef } from '#data/brand-standing.ts';
import { userRef } from '#data/person.ts';
import { brandRef } from '#data/workspace.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { planVerification } from '#runtime/plan-verification.ts';
import { brandStandingView } from '#runtime/views/moderation.ts';

export const handler = endpoint(verifyBrand, (call) => {
  const { workspaceId, ...said } = call.body;
  const { brandId } = call.params;
  const { userId } = call.actor();
  return call.commit({
    reads: {
      brand: brandRef(workspaceId, brandId),
      standing: brandStandingRef(workspaceId, brandId),
      user: userRef(userId),
    },
    decide: ({ brand, standing, user }) => {
      // Whoever has no profile has nothing that could be verified.
      if (!brand || !user) return refuse('not_found');
      const by = { userId, name: user.name };
      const planned = planVerification({ workspaceId, brandId }, { brand, standing }, { ...said, by, at: call.nowIso });
      const shown = brandStandingView({ workspaceId, brandId }, { brand, standing: planned?.standing ?? standing });
      if (!planned) return { changes: [], answer: { status: 200, body: shown } };
      const { changes, event } = planned;
      return { changes, event, answer: { status: 200, body: shown } };
    },
  });
});
