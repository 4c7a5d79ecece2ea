import { Comments } from '#data/comment.ts';
import { contractRef } from '#data/contract.ts';
import { DisputeEntries, Disputes } from '#data/dispute.ts';
import { holdRef } from '#data/hold.ts';
import { campaignPartition, offerPartition, partitions, timelineOf } from '#data/keys.ts';
import { type MessageItem, Messages } from '#data/message.ts';
import { OfferVersions } from '#data/offer.ts';
import { paymentRef } from '#data/payment.ts';
import { findAll, findTogether, listAll, listRaw } from '#data/read.ts';
import { Submissions } from '#data/submission.ts';
import { Timeline, type TimelineItem } from '#data/timeline.ts';
import { firstBrokenEntry, MOST_ENTRIES } from '#domain/dispute.ts';
import type { Dossier } from '#domain/dossier.ts';
import { partsOf } from '#domain/hold-parts.ts';
import { derivedId } from '../derived-id.ts';
import { sha256Hex } from '../hash.ts';
import { readLedger } from '../money/read-ledger.ts';

/** Reads everything about a contract, strongly consistent; undefined when there is none. From where somebody acted is left out. */
export async function readDossier(
  { workspaceId, campaignId, contractId }: { workspaceId: string; campaignId: string; contractId: string },
  madeAt: string,
): Promise<Dossier | undefined> {
  const { contract, hold } = await findTogether({
    contract: contractRef(workspaceId, contractId),
    hold: holdRef(workspaceId, campaignId, contractId),
  });
  if (!contract || !hold) return undefined;
  const partition = campaignPartition(workspaceId, campaignId);
  const [offerVersions, content, said, entries, events] = await Promise.all([
    listAll({ entity: OfferVersions.main, partition: offerPartition(workspaceId, contract.offerId) }),
    listAll({ entity: Submissions.main, partition, prefix: 'SUB#', where: { contractId } }),
    listAll({ entity: Comments.main, partition: partitions.comments(workspaceId, campaignId) }),
    readLedger({ workspaceId }, campaignId),
    listAll({ entity: Timeline, partition: timelineOf(partition) }),
  ]);
  const log = events.filter((event) => isAbout(event, { contractId, offerId: contract.offerId }));
  const paymentIds = [...new Set(partsOf(hold).flatMap(({ paymentId }) => paymentId ?? []))];
  const [payments] = await findAll(paymentIds.map((paymentId) => paymentRef(workspaceId, paymentId)));
  const contentIds = new Set(content.map(({ submissionId }) => submissionId));
  const messages = await readTalks(workspaceId, [contractId, contract.offerId, ...contentIds]);
  return {
    ...{ madeAt, contract, hold, offerVersions, content },
    comments: said.filter(({ contentId }) => contentIds.has(contentId)),
    messages,
    disputes: await readDisputes(workspaceId, log),
    payments: payments.flatMap((payment) => payment ?? []),
    ledger: entries.filter(({ contractIds }) => contractIds.includes(contractId)),
    log: log.map(({ eventId, type, occurredAt, actor, data }) => ({ eventId, type, occurredAt, actor, data })),
  };
}

function isAbout({ data }: TimelineItem, { contractId, offerId }: { contractId: string; offerId: string }): boolean {
  const { contractIds } = data;
  return (
    data.contractId === contractId ||
    data.offerId === offerId ||
    (Array.isArray(contractIds) && contractIds.includes(contractId))
  );
}

/** Everything that was said in the talks about these. */
async function readTalks(workspaceId: string, about: readonly string[]): Promise<MessageItem[]> {
  const talks = about.map((id) => {
    const partition = partitions.thread(workspaceId, derivedId('thread', id));
    return listAll({ entity: Messages.main, partition, prefix: 'MSG#' });
  });
  return (await Promise.all(talks)).flat();
}

/** Every dispute that the log of a contract names, with all its entries. */
async function readDisputes(workspaceId: string, log: readonly TimelineItem[]): Promise<Dossier['disputes']> {
  const opened = log.filter(({ type }) => type === 'DisputeOpened').map(({ data }) => String(data.disputeId));
  return Promise.all(
    opened.map(async (disputeId) => {
      const [dispute, ...entries] = await listRaw(partitions.dispute(workspaceId, disputeId), MOST_ENTRIES + 1);
      const said = entries.map((entry) => DisputeEntries.main.parse(entry));
      return {
        dispute: Disputes.main.parse(dispute ?? {}),
        entries: said,
        isIntact: firstBrokenEntry(said, sha256Hex) === undefined,
      };
    }),
  );
}
