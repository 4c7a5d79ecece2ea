import { holdRef } from '#data/hold.ts';
import { findAll } from '#data/read.ts';
import { partsOf } from '#domain/hold-parts.ts';
import { askCreditNotes } from '#runtime/money/ask-credit-notes.ts';
import { reaction } from '#runtime/reaction.ts';

/** A lost dispute settles that what was taken back from influencers is not given to them again. */
export const handler = reaction(['PaymentDisputeClosed'], async (event) => {
  const { workspaceId, campaignId, contractIds, outcome } = event.data;
  if (outcome !== 'lost') return;
  const [holds] = await findAll(contractIds.map((contractId) => holdRef(workspaceId, campaignId, contractId)));
  for (const part of holds.flatMap((hold) => (hold ? partsOf(hold) : [])))
    if (part.clawedBackMinor) await askCreditNotes({ ...part, partId: part.of?.partId }, event);
});
