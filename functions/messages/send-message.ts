import { sendMessage } from '#contract/areas/messages.ts';
import type { Ref } from '#data/entity.ts';
import type { ThreadItem } from '#data/message.ts';
import type { Member } from '#data/workspace.ts';
import { isRefused, refuse } from '#domain/decision.ts';
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
import { messageView } from '#runtime/views/message.ts';

type Reads = { thread: Ref<ThreadItem>; member: Ref<Member> | undefined } & DocumentReads;

export const handler = endpoint(sendMessage, async (call) => {
  const writer = writerOf(call.actor());
  const { text, attachments } = call.body;
  const messageId = newId('message');
  return call.commit({
    reads: {
      ...documentReads(writer, attachments),
      thread: threadOf(writer, call.params.threadId),
      member: writerRef(writer),
    } as Reads,
    decide: (state, _more, { eventId }) => {
      const { thread, member } = state;
      if (!thread) return refuse('not_found');
      call.onCampaign(thread.campaignId);
      const documents = documentsIn(state, attachments);
      const spoken = speak(thread, { writer, member, text, documents, messageId }, { ...call, eventId });
      if (isRefused(spoken)) return spoken;
      const { message, changes, event } = spoken;
      return { changes, event, answer: { status: 201, body: messageView(message, writer) } };
    },
  });
});
