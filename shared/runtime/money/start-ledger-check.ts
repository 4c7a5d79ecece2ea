import { startExecution } from '#platform/machines.ts';
import { machineArn } from '../config.ts';
import type { LedgerCheckPosition } from './check-ledger-part.ts';

const CHECK_MACHINE = 'ledger-check';

/** Starts the check of the whole ledger, or a successor that goes on with it; one of the same begin and generation runs once. */
export async function startLedgerCheck(position: LedgerCheckPosition, generation = 1): Promise<void> {
  await startExecution(machineArn(CHECK_MACHINE), `check-${position.startedAtMs}-${generation}`, {
    position,
    generation,
  });
}
