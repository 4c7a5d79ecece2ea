import type * as z from 'zod/mini';
import type { TimelineEntry } from '#contract/areas/lifecycle.ts';
import type { TimelineItem } from '#data/timeline.ts';

/** A stored event as its timeline shows it. */
export function timelineView({ eventId, type, occurredAt, actor, data }: TimelineItem): z.input<typeof TimelineEntry> {
  return { eventId, type, occurredAt, actor, data };
}
