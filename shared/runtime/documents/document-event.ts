import type { EventDraft } from '#contract/events.ts';
import type { DocumentItem } from '#data/document.ts';
import { partitions } from '#data/keys.ts';
import { sideOfHolder } from '#domain/document.ts';

type DocumentEvent = Extract<EventDraft, { data: { documentId: string; openedTo: string[] } }>['type'];

/** The event of a document; `version` is the document's after it, `openedTo` the influencers who hear of it. */
export function documentEvent(
  type: DocumentEvent,
  document: Omit<DocumentItem, 'version'>,
  version: number,
  openedTo: readonly string[] = [],
): EventDraft {
  const { ownerId, access, campaignId, campaignTitle, documentId, title } = document;
  const by = sideOfHolder(ownerId);
  const workspaceId = by === 'brand' ? ownerId : access.brand?.workspaceId;
  return {
    type,
    aggregateId: documentId,
    seq: version,
    partition: partitionOf(ownerId, workspaceId, campaignId),
    data: {
      ...{ documentId, title, by, openedTo: [...openedTo] },
      ...(workspaceId ? { workspaceId } : {}),
      ...(by === 'influencer' ? { influencerId: ownerId } : {}),
      ...(campaignId && workspaceId ? { campaignId } : {}),
      ...(campaignTitle ? { campaignTitle } : {}),
    },
  } as EventDraft;
}

/** On the timeline of the campaign where the brand sees the document, else on that of whose it is. */
function partitionOf(ownerId: string, workspaceId: string | undefined, campaignId: string | null): string {
  return workspaceId && campaignId ? partitions.campaign(workspaceId, campaignId) : partitions.holder(ownerId);
}
