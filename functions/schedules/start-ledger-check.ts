import { nowMs } from '#runtime/clock.ts';
import { beginLedgerCheck } from '#runtime/money/check-ledger-part.ts';
import { startLedgerCheck } from '#runtime/money/start-ledger-check.ts';

const DAY_MS = 86_400_000;

/** Starts the nightly check of the whole ledger; a repeat of the same night starts no second one. */
export async function handler(): Promise<void> {
  await startLedgerCheck(beginLedgerCheck(Math.floor(nowMs() / DAY_MS) * DAY_MS));
}
