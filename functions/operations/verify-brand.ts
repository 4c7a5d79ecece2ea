import * as z from 'zod/mini';
import { id, text } from '#contract/schemas.ts';
import { brandStandingRef } from '#data/brand-standing.ts';
import { commit } from '#data/commit.ts';
import { findOne } from '#data/read.ts';
import { brandRef, workspaceRef } from '#data/workspace.ts';
import { isRefused } from '#domain/decision.ts';
import { planVerification } from '#runtime/plan-verification.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

const Request = z.strictObject({
  workspaceId: id('workspace'),
  reason: text(3, 1000),
  note: text(3, 1000),
});

/**
 * Verifies the default brand of a workspace whose people are known already, perhaps before it has a profile. Operators invoke it directly; it has no route. A
 * repeat changes nothing.
 */
export async function handler(event: unknown): Promise<{ brandId: string }> {
  const { workspaceId, reason, note } = z.parse(Request, event);
  const brandId = (await findOne(workspaceRef(workspaceId)))?.defaultBrandId;
  if (!brandId) throw new Error(`There is no workspace ${workspaceId}.`);
  const context = systemCommitContext();
  const said = { state: 'verified' as const, reason, note, by: { userId: null, name: 'Operator' } };
  const outcome = await commit(context, {
    reads: { brand: brandRef(workspaceId, brandId), standing: brandStandingRef(workspaceId, brandId) },
    // No event: nobody is told but by whoever brings the brand in, and the decision says who made it.
    decide: (known) => {
      const planned = planVerification({ workspaceId, brandId }, known, { ...said, at: context.nowIso });
      return { changes: planned?.changes ?? [], answer: { status: 200, body: null } };
    },
  });
  if (isRefused(outcome)) throw new Error(`The brand was not verified: ${outcome.refused}.`);
  return { brandId };
}
