/**
 * Every key of the table. The owning workspace is in every partition key; what belongs to a person alone lives under the person.
 * gsi1: lists of an owner · gsi2: open campaigns (sharded) · gsi3: undelivered events and due deadlines · gsi4: references of providers.
 */
export interface Key {
  pk: string;
  sk: string;
}

const key = (pk: string, sk: string): Key => ({ pk, sk });

export const keys = {
  user: (userId: string) => key(`USR#${userId}`, 'USER'),
  actor: (userId: string) => key(`USR#${userId}`, 'ACTOR'),
  session: (userId: string, sessionId: string) => key(`USR#${userId}`, `SES#${sessionId}`),
  emailOwner: (emailHash: string) => key(`EMAIL#${emailHash}`, 'OWNER'),
  pendingSignUp: (emailHash: string) => key(`EMAIL#${emailHash}`, 'PENDING'),
  rate: (subject: string, window: string) => key(`RATE#${subject}`, window),

  workspace: (workspaceId: string) => key(`WSP#${workspaceId}`, 'WORKSPACE'),
  member: (workspaceId: string, userId: string) => key(`WSP#${workspaceId}`, `MEMBER#${userId}`),
  brand: (workspaceId: string, brandId: string) => key(`WSP#${workspaceId}`, `BRAND#${brandId}`),
  influencer: (influencerId: string) => key(`INF#${influencerId}`, 'PROFILE'),

  campaign: (workspaceId: string, campaignId: string) => key(campaignPartition(workspaceId, campaignId), 'CAMPAIGN'),

  idempotency: (owner: string, endpointId: string, keyHash: string) => key(`${owner}#IDEM#${keyHash}`, endpointId),
  /** Timelines have partitions of their own, so that they never crowd what a query reads. */
  event: (partition: string, eventId: string) => key(timelineOf(partition), eventId),
} as const;

/** The partition of the timeline of what lives in `partition`. */
export function timelineOf(partition: string): string {
  return `${partition}#EVENTS`;
}

/** All that belongs to one campaign. */
export function campaignPartition(workspaceId: string, campaignId: string): string {
  return `WSP#${workspaceId}#CMP#${campaignId}`;
}

export const partitions = {
  user: (userId: string) => `USR#${userId}`,
  workspace: (workspaceId: string) => `WSP#${workspaceId}`,
  influencer: (influencerId: string) => `INF#${influencerId}`,
  campaign: campaignPartition,
} as const;

/** Index keys. */
export const indexes = {
  campaignsOf: (workspaceId: string) => `WSP#${workspaceId}#CAMPAIGNS`,
  undelivered: (shard: number) => `UNDELIVERED#${shard}`,
} as const;

export const UNDELIVERED_SHARDS = 4;
