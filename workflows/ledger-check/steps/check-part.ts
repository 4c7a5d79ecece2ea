import { checkLedgerPart, LedgerCheckPosition } from '#runtime/money/check-ledger-part.ts';
import { step } from '#runtime/step.ts';

/** Checks a bounded part of the ledger and says how far it came. */
export const handler = step(LedgerCheckPosition, (position) => checkLedgerPart(position));
