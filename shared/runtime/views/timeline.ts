import type * as z from 'zod/mini';
import type { TimelineEntry } from '#contract/areas/lifecycle.ts';
import { influencerRef } from '#data/influencer.ts';
import { findAll } from '#data/read.ts';
import type { TimelineItem } from '#data/timeline.ts';
import { memberRef } from '#data/workspace.ts';

/** Up to 100 stored events as the timeline of their workspace shows them; people in them have the names they have now, as events keep none. */
export async function timelineView(
  workspaceId: string,
  events: readonly TimelineItem[],
): Promise<z.input<typeof TimelineEntry>[]> {
  const userIds = [...new Set(events.flatMap(({ actor }) => (actor.kind === 'member' && actor.userId) || []))];
  const influencerIds = [...new Set(events.flatMap(({ data }) => influencerIdIn(data) ?? []))];
  const [members] = await findAll(userIds.map((userId) => memberRef(workspaceId, userId)));
  const [influencers] = await findAll(influencerIds.map(influencerRef));
  const memberNames = new Map(members.flatMap((member) => (member ? [[member.userId, member.name] as const] : [])));
  const influencerNames = new Map(
    influencers.flatMap((one) => (one ? [[one.influencerId, one.displayName] as const] : [])),
  );
  return events.map(({ eventId, type, occurredAt, actor, data }) => {
    const influencerId = influencerIdIn(data);
    const name = influencerId && influencerNames.get(influencerId);
    const influencer = influencerId && name ? { influencerId, name } : null;
    const by = actor.kind === 'influencer' ? influencer?.name : memberNames.get(actor.userId ?? '');
    return { eventId, type, occurredAt, actor, by: by ?? null, influencer, data };
  });
}

const influencerIdIn = ({ influencerId }: TimelineItem['data']): string | undefined =>
  typeof influencerId === 'string' ? influencerId : undefined;
