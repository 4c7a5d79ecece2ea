import { commit } from '#data/commit.ts';
import { contractRef } from '#data/contract.ts';
import { type DeedItem, deedRef, writeDeed } from '#data/deed.ts';
import { partitions } from '#data/keys.ts';
import { isRefused } from '#domain/decision.ts';
import { dueRightsReminder, heldRights } from '#domain/rights-ledger.ts';
import { systemCommitContext } from './system-commit.ts';

/** Reminds both sides that the rights by a version of a contract end soon, once for each reminder; answers whether it did. Rights that came to nothing, or that a later version changed, end without a word. */
export async function remindOfRights(deed: Pick<DeedItem, 'workspaceId' | 'contractId' | 'number'>): Promise<boolean> {
  const { workspaceId, contractId, number } = deed;
  const context = systemCommitContext();
  const outcome = await commit(context, {
    reads: { deed: deedRef({ workspaceId }, contractId, number), contract: contractRef(workspaceId, contractId) },
    decide: ({ deed: now, contract }) => {
      const none = { changes: [], answer: { status: 200, body: false } };
      if (!now || !contract || now.isSuperseded) return none;
      const { endsOn, daysLeft, state } = heldRights(now.terms, contract, context.nowMs);
      if (endsOn === null || daysLeft === null || state === 'void') return none;
      const days = dueRightsReminder(endsOn, now.remindedDays ?? null, context.nowMs);
      if (days === undefined) return none;
      const { campaignId, influencerId, campaignTitle: title } = now;
      return {
        changes: writeDeed(now, { ...now, remindedDays: days }),
        event: {
          type: 'RightsEnding',
          aggregateId: contractId,
          seq: now.version + 1,
          partition: partitions.campaign(workspaceId, campaignId),
          data: {
            ...{ workspaceId, campaignId, influencerId, title, contractId },
            ...{ documentVersion: number, endsOn, daysLeft },
          },
        },
        answer: { status: 200, body: true },
      };
    },
  });
  if (isRefused(outcome)) throw new Error(`Reminding of rights was refused: ${outcome.refused}.`);
  return outcome.body;
}
