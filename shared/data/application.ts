import * as z from 'zod/mini';
import { APPLICATION_STATUSES } from '#domain/application.ts';
import { type Change, createOrReplace, update } from './change.ts';
import { onDesk } from './desk.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { indexes, keys } from './keys.ts';
import { money } from './shapes.ts';

const schema = z.object({
  applicationId: z.string(),
  workspaceId: z.string(),
  campaignId: z.string(),
  campaignTitle: z.string(),
  brandName: z.string(),
  influencerId: z.string(),
  headline: z.object({
    displayName: z.string(),
    followers: z.int(),
    platforms: z.array(z.string()),
    niches: z.array(z.string()),
    country: z.string(),
  }),
  proposalDetails: z.string(),
  proposedPrice: z.nullable(money),
  portfolioLinks: z._default(z.array(z.string()), []),
  answers: z._default(z.array(z.object({ questionId: z.string(), question: z.string(), answer: z.string() })), []),
  status: z.enum(APPLICATION_STATUSES),
  reason: z.nullable(z.string()),
  decidedAt: z.nullable(z.string()),
  version: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** An application: the item in the workspace, and the influencer's copy. */
export const Applications = {
  main: defineEntity({
    name: 'application',
    schema,
    key: (application) => keys.application(application.workspaceId, application.applicationId),
    index: (application) => ({
      gsi1pk: indexes.applicationsOf(application.workspaceId),
      gsi1sk: `${application.campaignId}#${application.applicationId}`,
      ...(application.status === 'pending'
        ? onDesk(application.workspaceId, 'APPLICATION', application.applicationId)
        : {}),
    }),
  }),
  copy: defineEntity({
    name: 'application_copy',
    schema,
    key: (application) => keys.applicationCopy(application.influencerId, application.applicationId),
  }),
} as const;
export type ApplicationItem = ValueOf<(typeof Applications)['main']>;

/** The one application of an influencer to a campaign: its id and where it stands. */
export const Applied = defineEntity({
  name: 'applied',
  schema: z.object({
    influencerId: z.string(),
    campaignId: z.string(),
    applicationId: z.string(),
    status: z.enum(APPLICATION_STATUSES),
    version: z.int(),
  }),
  key: (applied) => keys.applied(applied.influencerId, applied.campaignId),
});
export type AppliedItem = ValueOf<typeof Applied>;

export const applicationRef = (workspaceId: string, applicationId: string) =>
  ref(Applications.main, keys.application(workspaceId, applicationId));
export const ownApplicationRef = (influencerId: string, applicationId: string) =>
  ref(Applications.copy, keys.applicationCopy(influencerId, applicationId));
export const appliedRef = (influencerId: string, campaignId: string) =>
  ref(Applied, keys.applied(influencerId, campaignId));

/** Makes a new application the one of its influencer and campaign; `earlier` is a withdrawn one. */
export function claimApplied(application: ApplicationItem, earlier: AppliedItem | undefined): Change {
  const { influencerId, campaignId, applicationId, status } = application;
  return createOrReplace(Applied, earlier, { influencerId, campaignId, applicationId, status });
}

/** Lets the guard say where the application stands now. */
export function markApplied(application: ApplicationItem): Change {
  const { influencerId, campaignId, applicationId, status } = application;
  return update(keys.applied(influencerId, campaignId), { set: { status }, add: { version: 1 } }, [
    { path: 'applicationId', is: '=', value: applicationId },
  ]);
}
