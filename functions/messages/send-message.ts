import { sendMessage } from '#contract/areas/messages.ts';
import { refuse } from '#domain/decision.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { speak, threadOf, writerOf, writerRef } from '#runtime/talks.ts';
import { messageView } from '#runtime/views/message.ts';

export const handler = endpoint(sendMessage, async (call) => {
  const writer = writerOf(call.actor());
  const messageId = newId('message');
  return call.commit({
    reads: { thread: threadOf(writer, call.params.threadId), member: writerRef(writer) },
    decide: ({ thread, member }, _more, { eventId }) => {
      if (!thread) return refuse('not_found');
      call.onCampaign(thread.campaignId);
      const { text } = call.body;
      const { message, changes, event } = speak(thread, { writer, member, text, messageId }, { ...call, eventId });
      return { changes, event, answer: { status: 201, body: messageView(message, writer) } };
    },
  });
});
