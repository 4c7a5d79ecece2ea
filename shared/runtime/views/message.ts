import type * as z from 'zod/mini';
import type { Message, Thread } from '#contract/areas/messages.ts';
import type { MessageItem, ThreadItem } from '#data/message.ts';
import { readByOther, unreadOf } from '#domain/message.ts';
import { scanOf } from '#domain/scan.ts';
import { type Party, sideOf } from '../party.ts';

/** A talk as one of its sides sees it: what is unread is counted for the person, how far is read told of the other side. */
export function threadView(thread: ThreadItem, party: Party): z.input<typeof Thread> {
  const { workspaceId: _workspaceId, marks: _marks, told: _told, version: _version, ...rest } = thread;
  const side = sideOf(party);
  return {
    ...rest,
    unread: unreadOf(thread, side, party.kind === 'key' ? undefined : party.userId),
    readByOther: readByOther(thread, side) ?? null,
  };
}

/** A message as one of the two sides sees it. */
export function messageView(message: MessageItem, party: Party): z.input<typeof Message> {
  const { workspaceId: _workspaceId, influencerId: _influencerId, userId, attachments, ...rest } = message;
  return {
    ...rest,
    attachments: attachments.map((attached) => ({ ...attached, scan: scanOf(attached) })),
    userId: rest.by === sideOf(party) ? userId : null,
  };
}
