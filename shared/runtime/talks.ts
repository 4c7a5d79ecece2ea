import type { EventData, EventDraft } from '#contract/events.ts';
import { Failure } from '#contract/failure.ts';
import { mayOn } from '#contract/permissions.ts';
import type { Change } from '#data/change.ts';
import type { DocumentItem } from '#data/document.ts';
import type { Ref } from '#data/entity.ts';
import { indexes, partitions } from '#data/keys.ts';
import {
  campaignGoesOn,
  Messages,
  ownThreadRef,
  type ThreadItem,
  Threads,
  threadRef,
  workspaceGoesOn,
} from '#data/message.ts';
import { createBoth, replaceBoth } from '#data/two-sided.ts';
import { type Member, memberRef } from '#data/workspace.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { decideMessage, MOST_ATTACHED_COPIES, type Said } from '#domain/message.ts';
import type { Caller } from './actor.ts';
import { type Attached, attachDocument } from './documents/attach-document.ts';
import { documentOf } from './documents/document-refs.ts';
import type { Call } from './endpoint.ts';
import { type Party, partyOf, sideOf } from './party.ts';

/** A talk inside the party's own partition, so that another's answers as a missing one. */
export function threadOf(party: Party, threadId: string): Ref<ThreadItem> {
  return party.kind === 'influencer'
    ? ownThreadRef(party.influencerId, threadId)
    : threadRef(party.workspaceId, threadId);
}

/** Where the messages of a talk lie for a party. */
export function messagesOf(party: Party, threadId: string) {
  return party.kind === 'influencer'
    ? { entity: Messages.copy, partition: partitions.ownThread(party.influencerId, threadId) }
    : { entity: Messages.main, partition: partitions.thread(party.workspaceId, threadId) };
}

/** Whose talks a caller reads, where they are listed, and which of them: `campaigns` names the only ones whose talks they may read. */
export interface ReadableTalks {
  party: Party;
  threads: { entity: (typeof Threads)['main']; partition: string };
  messages: { entity: (typeof Messages)['main']; partition: string };
  campaigns: readonly string[] | 'all';
}

/** A page of a list in which there is nothing for the caller. */
export const NOTHING: { items: never[]; nextCursor: null } = { items: [], nextCursor: null };

/** What a caller may read of talks; undefined for whom there are none. */
export function readableTalks(caller: Caller): ReadableTalks | undefined {
  if (caller.kind === 'staff' || caller.kind === 'guest') return undefined;
  if (caller.kind === 'influencer')
    return {
      party: caller,
      threads: { entity: Threads.copy, partition: indexes.threadsWith(caller.influencerId) },
      messages: { entity: Messages.copy, partition: indexes.messagesWith(caller.influencerId) },
      campaigns: 'all',
    };
  const campaigns = caller.kind === 'key' ? 'all' : campaignsOf(caller);
  if (campaigns.length === 0) return undefined;
  return {
    party: caller,
    threads: { entity: Threads.main, partition: indexes.threadsOf(caller.workspaceId) },
    messages: { entity: Messages.main, partition: indexes.messagesOf(caller.workspaceId) },
    campaigns,
  };
}

/** Whether talks of a campaign are among those that may be read. */
export function isReadable({ campaigns }: ReadableTalks, { campaignId }: { campaignId: string }): boolean {
  return campaigns === 'all' || campaigns.includes(campaignId);
}

function campaignsOf({ role, grants }: Extract<Caller, { kind: 'member' }>): readonly string[] | 'all' {
  if (mayOn(role, undefined, 'message:read')) return 'all';
  return Object.entries(grants ?? {})
    .filter(([, given]) => mayOn(role, given, 'message:read'))
    .map(([campaignId]) => campaignId);
}

/** A side of a talk that is a person: keys do not write. */
export type Writer = Exclude<Party, { kind: 'key' }>;

/** The caller as a person of one side; throws not_allowed for people of the platform and those without a workspace, key_not_accepted for keys. */
export function writerOf(caller: Caller): Writer {
  const party = partyOf(caller);
  if (party.kind === 'key') throw new Failure('key_not_accepted');
  return party;
}

/** The item that a writer's name is read from; an influencer's is on everything of theirs. */
export function writerRef(writer: Writer): Ref<Member> | undefined {
  return writer.kind === 'member' ? memberRef(writer.workspaceId, writer.userId) : undefined;
}

/** The documents that a message names, to be read with it. */
export type DocumentReads = Record<`document${number}`, Ref<DocumentItem>>;
export function documentReads(writer: Writer, documentIds: readonly string[]): DocumentReads {
  return Object.fromEntries(
    documentIds.map((documentId, index) => [`document${index}`, documentOf(writer, documentId)]),
  );
}

/** What a message names of documents: each opens to the other side and stays. Refuses those that the writer may not name, and too many readers at once. */
function nameDocuments(
  { writer, documents }: Pick<Saying, 'writer' | 'documents'>,
  place: NewThread,
  nowIso: string,
): { changes: Change[]; attachments: Attached[] } | Exclude<ReturnType<typeof attachDocument>, { changes: Change[] }> {
  const changes: Change[] = [];
  const attachments: Attached[] = [];
  for (const document of documents) {
    const named = attachDocument(writer, document, place, nowIso);
    if (isRefused(named)) return named;
    changes.push(...named.changes);
    attachments.push(named.attached);
  }
  if (changes.length <= MOST_ATTACHED_COPIES) return { changes, attachments };
  return refuse('too_many_readers', 'These documents have too many readers together; send them in several messages.');
}

/** Who says what, naming which documents. */
export interface Saying {
  writer: Writer;
  member: Member | undefined;
  text: string;
  documents: readonly (DocumentItem | undefined)[];
  messageId: string;
}

/** The documents that were read for a message, in their order. */
export function documentsIn(
  state: Record<`document${number}`, DocumentItem | undefined>,
  documentIds: readonly string[],
): (DocumentItem | undefined)[] {
  return documentIds.map((_, index) => state[`document${index}`]);
}

/** A talk before its first message. */
export type NewThread = Pick<
  ThreadItem,
  | 'threadId'
  | 'workspaceId'
  | 'campaignId'
  | 'campaignTitle'
  | 'brandName'
  | 'influencerId'
  | 'influencerName'
  | 'about'
  | 'dealId'
>;

/** The next message of a talk, or the first of a new one: what is written, what it says happened, and what both are afterwards. */
export function speak(
  place: ThreadItem | NewThread,
  { writer, member, text, documents, messageId }: Saying,
  { nowIso, eventId }: Pick<Call<never>, 'nowIso'> & { eventId: string },
) {
  const named = nameDocuments({ writer, documents }, place, nowIso);
  if (isRefused(named)) return named;
  const before = 'version' in place ? place : undefined;
  const by = sideOf(writer);
  const authorName = by === 'influencer' ? place.influencerName : (member?.name ?? place.brandName);
  const said: Said = { by, userId: writer.userId, authorName, text, at: nowIso };
  const { tells, ...talk } = decideMessage(before, said, eventId);
  const { about, dealId, ...rest } = place;
  const { threadId, workspaceId, campaignId, campaignTitle, brandName, influencerId, influencerName } = rest;
  const of = { threadId, workspaceId, campaignId, campaignTitle, brandName, influencerId, influencerName };
  const number = talk.messageCount;
  const { attachments } = named;
  const message = {
    ...of,
    messageId,
    number,
    by,
    userId: writer.userId,
    authorName,
    text,
    attachments,
    createdAt: nowIso,
  };
  const after = {
    ...{ ...of, about, dealId, ...talk },
    startedBy: before?.startedBy ?? by,
    createdAt: before?.createdAt ?? nowIso,
  };
  const version = (before?.version ?? 0) + 1;
  const thread: ThreadItem = { ...after, version };
  return {
    message,
    thread,
    changes: [
      ...(before ? replaceBoth(Threads, before, after) : createBoth(Threads, thread)),
      ...createBoth(Messages, message),
      ...named.changes,
      campaignGoesOn(place),
      ...(by === 'influencer' ? [workspaceGoesOn(place)] : []),
    ],
    event: talkEvent('MessageSent', thread, { number, by, messageId, tells }),
  };
}

/** What happened in a talk. That it began is told in the timeline of its campaign; what follows has one of its own. */
export function talkEvent<T extends 'MessageSent' | 'ThreadRead'>(
  type: T,
  thread: ThreadItem,
  more: Omit<EventData<T>, keyof EventData<'ThreadRead'>> & Pick<EventData<'ThreadRead'>, 'number' | 'by'>,
): EventDraft {
  const { workspaceId, campaignId, influencerId, campaignTitle: title, threadId, about, version } = thread;
  return {
    type,
    aggregateId: threadId,
    seq: version,
    partition: version === 1 ? partitions.campaign(workspaceId, campaignId) : partitions.thread(workspaceId, threadId),
    data: { workspaceId, campaignId, influencerId, title, threadId, about: about.kind, ...more },
  } as EventDraft;
}
