import { accounts } from './accounts.ts';
import type { Currency } from './currencies.ts';
import type { LedgerEntry } from './ledger.ts';

/** One payment between two parties, as a ledger entry implies it. */
export interface Transaction {
  transactionId: string;
  type: 'escrow' | 'payout';
  payerId: string;
  payeeId: string;
  amountMinor: number;
  currency: Currency;
  status: 'held' | 'pending' | 'paid' | 'refunded' | 'failed';
  contractId: string;
}

/** An entry as it is stored, with whom it concerns. */
export interface PartiedEntry extends LedgerEntry {
  workspaceId: string;
  contractIds: readonly string[];
  /** Whose each contract is, in the same order. */
  influencerIds: readonly string[];
}

type Shape = Pick<Transaction, 'type' | 'status'> & { from: 'brand' | 'creator'; line: (names: Names) => string };
interface Names {
  contractId: string;
  influencerId: string;
}

/** Which entries are transactions: money that comes in, goes to the influencer, or goes back. Reservations are none. */
const SHAPES: Partial<Record<LedgerEntry['kind'], Shape>> = {
  funded: { type: 'escrow', status: 'held', from: 'brand', line: ({ contractId }) => accounts.hold(contractId) },
  posted: { type: 'payout', status: 'paid', from: 'brand', line: ({ influencerId }) => accounts.paid(influencerId) },
  refunded: { type: 'escrow', status: 'refunded', from: 'creator', line: () => accounts.refunds },
  charged_back: {
    type: 'escrow',
    status: 'refunded',
    from: 'creator',
    line: ({ contractId }) => accounts.hold(contractId),
  },
  refund_credited: {
    type: 'escrow',
    status: 'refunded',
    from: 'creator',
    line: ({ contractId }) => accounts.reserved(contractId),
  },
  refund_failed: { type: 'escrow', status: 'failed', from: 'creator', line: () => accounts.refunds },
};

/** The transactions of an entry, one per contract; a pending payout is a reservation that has not been posted or voided, by `openReservations`. */
export function transactionsOf(entry: PartiedEntry, openReservations: ReadonlySet<string>): Transaction[] {
  const isOpen = entry.kind === 'reserved' && openReservations.has(entry.entryId);
  const shape: Shape | undefined = isOpen
    ? { type: 'payout', status: 'pending', from: 'brand', line: ({ influencerId }) => accounts.payable(influencerId) }
    : SHAPES[entry.kind];
  if (!shape) return [];
  return entry.contractIds.flatMap((contractId, index) => {
    const influencerId = entry.influencerIds[index] ?? '';
    const account = shape.line({ contractId, influencerId });
    // One for each milestone that is paid for together.
    const lines = entry.lines.filter((one) => one.account === account && one.contractId === contractId);
    if (lines.length === 0) return [];
    const [payerId, payeeId] =
      shape.from === 'brand' ? [entry.workspaceId, influencerId] : [influencerId, entry.workspaceId];
    return [
      {
        transactionId: entry.contractIds.length === 1 ? entry.entryId : `${entry.entryId}-${index + 1}`,
        type: shape.type,
        payerId,
        payeeId,
        amountMinor: Math.abs(lines.reduce((total, line) => total + line.amountMinor, 0)),
        currency: entry.currency,
        status: shape.status,
        contractId,
      },
    ];
  });
}

/** The reservations for transfers that are neither posted nor voided yet, by entry id. */
export function openReservationsOf(entries: readonly PartiedEntry[]): Set<string> {
  const open = new Map<string, string>();
  for (const { kind, entryId, contractIds, lines } of entries) {
    // Each milestone is paid out on its own.
    const name = `${contractIds[0]} ${lines[0]?.milestone}`;
    if (kind === 'reserved') open.set(name, entryId);
    else if (kind === 'posted' || kind === 'voided') open.delete(name);
  }
  return new Set(open.values());
}
