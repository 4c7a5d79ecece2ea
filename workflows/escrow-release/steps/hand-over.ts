import * as z from 'zod/mini';
import { startRelease } from '#runtime/money/drive-release.ts';
import { ReleaseInput } from '#runtime/money/release-turn.ts';
import { step } from '#runtime/step.ts';

const Input = z.extend(ReleaseInput, { generation: z.int(), chain: z.string() });

/** Starts the successor of a long wait, so that no history grows to its limit. */
export const handler = step(Input, async ({ generation, chain, ...name }) => {
  await startRelease(name, { generation, chain });
  return {};
});
