import { startThread } from '#contract/areas/messages.ts';
import type { Ref } from '#data/entity.ts';
import type { ThreadItem } from '#data/message.ts';
import type { Member } from '#data/workspace.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { subjectOf } from '#domain/message.ts';
import { newThread, stillOpen, type TalkThingReads, talkThings } from '#runtime/begin-talk.ts';
import { derivedId } from '#runtime/derived-id.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import {
  type DocumentReads,
  documentReads,
  documentsIn,
  speak,
  threadOf,
  writerOf,
  writerRef,
} from '#runtime/talks.ts';
import { threadView } from '#runtime/views/message.ts';

type Reads = { thread: Ref<ThreadItem>; member: Ref<Member> | undefined } & TalkThingReads & DocumentReads;

export const handler = endpoint(startThread, async (call) => {
  const writer = writerOf(call.actor());
  const about = { kind: subjectOf(call.body.about), id: call.body.about };
  // One talk about each thing: it is named by the thing, so that it is found without looking for it.
  const threadId = derivedId('thread', about.id);
  const { text, attachments } = call.body;
  const messageId = newId('message');
  return call.commit({
    reads: {
      ...documentReads(writer, attachments),
      ...talkThings(writer, call.body.campaignId, about),
      thread: threadOf(writer, threadId),
      member: writerRef(writer),
    } as Reads,
    decide: (state, _more, { eventId }) => {
      const { thread, member, ...things } = state;
      const named = thread ?? newThread({ threadId, about }, things);
      if (named?.campaignId !== call.body.campaignId) return refuse('not_found');
      call.onCampaign(named.campaignId);
      const said = { writer, member, text, documents: documentsIn(state, attachments), messageId };
      const spoken = speak(named, said, { ...call, eventId });
      if (isRefused(spoken)) return spoken;
      const changes = [...spoken.changes, ...(thread ? [] : stillOpen(things))];
      return { changes, event: spoken.event, answer: { status: 201, body: threadView(spoken.thread, writer) } };
    },
  });
});
