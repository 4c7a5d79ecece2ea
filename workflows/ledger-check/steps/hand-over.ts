import * as z from 'zod/mini';
import { LedgerCheckPosition } from '#runtime/money/check-ledger-part.ts';
import { startLedgerCheck } from '#runtime/money/start-ledger-check.ts';
import { step } from '#runtime/step.ts';

const Input = z.object({ position: LedgerCheckPosition, generation: z.int() });

/** Starts the successor of a long check, so that no history grows to its limit. */
export const handler = step(Input, async ({ position, generation }) => {
  await startLedgerCheck(position, generation);
  return {};
});
