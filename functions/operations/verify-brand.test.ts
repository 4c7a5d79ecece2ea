import { describe, expect, it } from 'vitest';
import { getBrandStanding } from '#contract/areas/moderation.ts';
import { handler as gettingBrand } from '#functions/moderation/get-brand.ts';
import { callEndpoint, testStaff } from '#testing/call.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { openWorkspace } from '#testing/workspace.ts';
import { handler } from './verify-brand.ts';

prepareTestTable();
const said = { reason: 'We know you.', note: 'Known from before.' };

describe('operators who know a brand', () => {
  it('verify it once, as people of the platform then read', async () => {
    const { workspaceId, brandId } = await openWorkspace(['owner'], {}, { isUnknown: true });
    const read = async () =>
      (
        await callEndpoint(gettingBrand, getBrandStanding, {
          ...{ actor: testStaff('moderator'), params: { brandId }, query: { workspaceId } },
        })
      ).body;
    expect((await read()).state).toBe('unverified');
    expect(await handler({ workspaceId, ...said })).toEqual({ brandId });
    await handler({ workspaceId, ...said });
    expect(await read()).toMatchObject({
      state: 'verified',
      verifiedAs: 'One',
      decisions: [{ ...said, state: 'verified', by: { userId: null, name: 'Operator' } }],
    });
  });

  it.each([
    ['a workspace that there is not', { workspaceId: countedId('workspace', 4_321), ...said }, /There is no workspace/],
    ['no words', { workspaceId: countedId('workspace', 1) }, /reason/],
  ])('are told of %s', async (_what, request, why) => {
    await expect(handler(request)).rejects.toThrow(why);
  });
});
