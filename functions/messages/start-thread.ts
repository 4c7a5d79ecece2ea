import { startThread } from '#contract/areas/messages.ts';
import { type ApplicationItem, applicationRef, ownApplicationRef } from '#data/application.ts';
import type { Change } from '#data/change.ts';
import type { ContractItem } from '#data/contract.ts';
import type { Ref } from '#data/entity.ts';
import { keys } from '#data/keys.ts';
import type { ThreadItem } from '#data/message.ts';
import type { OfferItem } from '#data/offer.ts';
import type { SubmissionItem } from '#data/submission.ts';
import type { Member } from '#data/workspace.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { subjectOf } from '#domain/message.ts';
import { derivedId } from '#runtime/derived-id.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { newId } from '#runtime/ids.ts';
import { contractOf, offerOf, submissionOf } from '#runtime/party-refs.ts';
import {
  type DocumentReads,
  documentReads,
  documentsIn,
  type NewThread,
  speak,
  threadOf,
  type Writer,
  writerOf,
  writerRef,
} from '#runtime/talks.ts';
import { threadView } from '#runtime/views/message.ts';

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
      ...thingOf(writer, call.body.campaignId, about),
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

/** What of these a talk is to be about. */
interface Things {
  application?: ApplicationItem | undefined;
  offer?: OfferItem | undefined;
  contract?: ContractItem | undefined;
  content?: SubmissionItem | undefined;
}

type ThingReads = { [K in keyof Required<Things>]: Ref<NonNullable<Things[K]>> | undefined };
type Reads = { thread: Ref<ThreadItem>; member: Ref<Member> | undefined } & ThingReads & DocumentReads;

function thingOf(writer: Writer, campaignId: string, { kind, id }: NewThread['about']): ThingReads {
  const application =
    writer.kind === 'influencer' ? ownApplicationRef(writer.influencerId, id) : applicationRef(writer.workspaceId, id);
  return {
    application: kind === 'campaign' ? application : undefined,
    offer: kind === 'offer' ? offerOf(writer, id) : undefined,
    contract: kind === 'contract' ? contractOf(writer, id) : undefined,
    content: kind === 'content' ? submissionOf(writer, campaignId, id) : undefined,
  };
}

/** The talk about a thing before anything is said; undefined when there is no such thing. */
function newThread(
  of: Pick<NewThread, 'threadId' | 'about'>,
  { application, offer, contract, content }: Things,
): NewThread | undefined {
  const thing = application ?? offer ?? contract ?? content;
  if (!thing) return undefined;
  const { workspaceId, campaignId, campaignTitle, brandName = 'The brand', influencerId } = thing;
  const influencerName = 'headline' in thing ? thing.headline.displayName : thing.influencerName;
  const dealId = content ? content.contractId : of.about.id;
  return { ...of, dealId, workspaceId, campaignId, campaignTitle, brandName, influencerId, influencerName };
}

/** A talk begins about what both sides still go on with; what there is already goes on whatever becomes of the thing. */
function stillOpen({ application, offer }: Things): Change[] {
  const open = (key: Change['key'], values: readonly string[]): Change => ({
    ...{ kind: 'check', key, otherwise: 'talk_not_open' },
    when: [{ path: 'status', is: 'in', values }],
  });
  if (application)
    return [
      open(keys.application(application.workspaceId, application.applicationId), ['pending', 'waitlisted', 'approved']),
    ];
  return offer ? [open(keys.offer(offer.workspaceId, offer.offerId), ['open', 'accepted'])] : [];
}
