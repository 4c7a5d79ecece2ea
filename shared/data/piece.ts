import * as z from 'zod/mini';
import { type Change, create, update } from './change.ts';
import type { ContractItem } from './contract.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

/** How many pieces of a deliverable its contract asks for, and how many submissions stand for them. */
export const Pieces = defineEntity({
  name: 'piece',
  schema: z.object({
    workspaceId: z.string(),
    campaignId: z.string(),
    contractId: z.string(),
    deliverableId: z.string(),
    count: z.int(),
    takenCount: z.int(),
    version: z.int(),
  }),
  key: (piece) => keys.piece(piece.workspaceId, piece.campaignId, piece.contractId, piece.deliverableId),
});

export type PieceItem = ValueOf<typeof Pieces>;

/** The counters of what a milestone is paid for; a contract without milestones is its own. */
export function piecesOf(
  { terms }: Pick<ContractItem, 'terms'>,
  milestone: number,
  pieces: readonly PieceItem[],
): PieceItem[] {
  const deliverableIds = terms.milestones?.[milestone - 1]?.deliverableIds;
  return pieces.filter(({ deliverableId }) => deliverableIds?.includes(deliverableId) ?? true);
}

/** Names one deliverable of a contract. */
export interface PieceName {
  workspaceId: string;
  campaignId: string;
  contractId: string;
  deliverableId: string;
}

export const pieceRef = (name: PieceName) => ref(Pieces, keyOf(name));

/** The counter of a deliverable of a new contract. */
export function openPieces(name: PieceName, count: number): Change {
  const { workspaceId, campaignId, contractId, deliverableId } = name;
  return create(Pieces, { workspaceId, campaignId, contractId, deliverableId, count, takenCount: 0, version: 1 });
}

/** Takes one of `count` pieces for a submission; fails with deliverable_complete when all are taken. */
export function takePiece(name: PieceName, count: number): Change {
  return update(
    keyOf(name),
    { add: { takenCount: 1, version: 1 } },
    [{ path: 'takenCount', is: '<', value: count }],
    'deliverable_complete',
  );
}

/** Gives a piece back whose submission was not approved. */
export function freePiece(name: PieceName): Change {
  return update(keyOf(name), { add: { takenCount: -1, version: 1 } }, [{ path: 'takenCount', is: '>=', value: 1 }]);
}

function keyOf({ workspaceId, campaignId, contractId, deliverableId }: PieceName) {
  return keys.piece(workspaceId, campaignId, contractId, deliverableId);
}
