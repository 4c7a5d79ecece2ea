import { Failure } from '#contract/failure.ts';
import type { Caller } from '../actor.ts';
import type { LedgerOwner } from './read-ledger.ts';

/** Whose ledger a caller sees; people of the platform name the workspace. */
export function ledgerOwnerOf(actor: Caller, workspaceId: string | undefined): LedgerOwner {
  if (actor.kind === 'staff') {
    if (!workspaceId)
      throw new Failure('validation_failed', undefined, {
        issues: [{ path: 'query.workspaceId', message: 'is required' }],
      });
    return { workspaceId };
  }
  if (actor.kind === 'influencer') return { influencerId: actor.influencerId };
  if (actor.kind === 'guest') throw new Failure('not_allowed');
  if (workspaceId !== undefined && workspaceId !== actor.workspaceId) throw new Failure('not_found');
  return { workspaceId: actor.workspaceId };
}
