import * as z from 'zod/mini';
import type { CommitContext } from '#data/commit.ts';
import { log } from './log.ts';
import { systemCommitContext } from './system-commit.ts';

/** Wraps one step of a state machine: its input is checked, its result is what the machine goes on with; ids only. */
export function step<S extends z.ZodMiniType, R>(
  input: S,
  run: (input: z.output<S>, context: CommitContext) => Promise<R>,
): (event: unknown) => Promise<R> {
  return async (event) => {
    const parsed = z.safeParse(input, event);
    if (!parsed.success)
      throw new Error(
        `The machine gave a step what it does not take: ${parsed.error.issues.map((issue) => issue.path.join('.')).join(', ')}.`,
      );
    const context = systemCommitContext();
    try {
      return await run(parsed.data, context);
    } catch (error) {
      log.failure('a step failed', error, { correlationId: context.correlationId });
      throw error;
    }
  };
}
