import { type ApplicationItem, applicationRef, ownApplicationRef } from '#data/application.ts';
import type { Change } from '#data/change.ts';
import type { ContractItem } from '#data/contract.ts';
import type { Ref } from '#data/entity.ts';
import { keys } from '#data/keys.ts';
import type { OfferItem } from '#data/offer.ts';
import type { SubmissionItem } from '#data/submission.ts';
import { contractOf, offerOf, submissionOf } from './party-refs.ts';
import type { NewThread, Writer } from './talks.ts';

/** What of these a talk is to be about. */
export interface TalkThings {
  application?: ApplicationItem | undefined;
  offer?: OfferItem | undefined;
  contract?: ContractItem | undefined;
  content?: SubmissionItem | undefined;
}

export type TalkThingReads = { [K in keyof Required<TalkThings>]: Ref<NonNullable<TalkThings[K]>> | undefined };

/** What is read for a talk about a thing that may not have begun yet. */
export function talkThings(writer: Writer, campaignId: string, { kind, id }: NewThread['about']): TalkThingReads {
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
export function newThread(
  of: Pick<NewThread, 'threadId' | 'about'>,
  { application, offer, contract, content }: TalkThings,
): NewThread | undefined {
  const thing = application ?? offer ?? contract ?? content;
  if (!thing) return undefined;
  const { workspaceId, campaignId, campaignTitle, brandName = 'The brand', influencerId } = thing;
  const influencerName = 'headline' in thing ? thing.headline.displayName : thing.influencerName;
  const dealId = content ? content.contractId : of.about.id;
  return { ...of, dealId, workspaceId, campaignId, campaignTitle, brandName, influencerId, influencerName };
}

/** A talk begins about what both sides still go on with; what there is already goes on whatever becomes of the thing. */
export function stillOpen({ application, offer }: TalkThings): Change[] {
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
