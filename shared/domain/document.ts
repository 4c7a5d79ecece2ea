import { type Issue, type Refused, refuse } from './decision.ts';
import type { Side } from './offer.ts';
import type { MemberRole } from './roles.ts';
import type { Scan } from './scan.ts';
import type { UploadType } from './upload.ts';

/** Files that people add, and entries that lead to what is kept elsewhere: an entry has no bytes of its own. */
export const DOCUMENT_KINDS = ['file', 'contract', 'invoice', 'deliverable', 'brief'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** The most of each: one commit writes them all. */
export const DOCUMENT_LIMITS = { versions: 30, people: 20, links: 15, perCampaign: 500, linkDays: 90 } as const;

/** One file of a document; never changed once it is there. */
export interface DocumentVersion {
  number: number;
  uploadId: string;
  fileName: string;
  contentType: UploadType;
  sizeBytes: number;
  /** sha-256 of its bytes, base64. */
  sha256: string;
  scan?: Scan | undefined;
  userId: string;
  at: string;
  /** The number of the version whose file this one brings back. */
  restores: number | null;
}

/** Who sees a document besides whoever added it and, in a workspace, its owners. */
export interface DocumentAccess {
  /** Roles and single members of the workspace that has it. */
  roles: MemberRole[];
  userIds: string[];
  /** Influencers that it is open to, each by a deal of its campaign. */
  influencers: { influencerId: string; name: string; dealId: string }[];
  /** The workspace that an influencer opened it to, by a deal of theirs. */
  brand: { workspaceId: string; name: string; dealId: string } | null;
}

/** A document as each who sees it has it: all copies are alike but for the holder. */
export interface Document {
  documentId: string;
  /** The workspace or influencer whose copy it is. */
  holderId: string;
  /** The workspace or influencer that it belongs to. */
  ownerId: string;
  kind: DocumentKind;
  /** What an entry leads to. */
  sourceId: string | null;
  campaignId: string | null;
  campaignTitle: string | null;
  title: string;
  /** Who added it; null for entries. */
  userId: string | null;
  access: DocumentAccess;
  versions: DocumentVersion[];
  /** What names it, such as messages: while there is any it stays. */
  references: number;
  /** Links that still lead to it, with the hash of their secret. */
  links: { linkId: string; secretHash: string; expiresAt: string }[];
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** Which side of a deal a workspace or an influencer is. */
export function sideOfHolder(holderId: string): Side {
  return holderId.startsWith('inf_') ? 'influencer' : 'brand';
}

/** Everyone with a copy, the one it belongs to first. */
export function holdersOf({ ownerId, access }: Pick<Document, 'ownerId' | 'access'>): string[] {
  const others = [...access.influencers.map(({ influencerId }) => influencerId), access.brand?.workspaceId];
  return [...new Set([ownerId, ...others.flatMap((holderId) => holderId ?? [])])];
}

/** Whether a member of the workspace that holds a document sees it; influencers see all that they hold. */
export function maySee(
  { access, userId, ownerId, holderId }: Pick<Document, 'access' | 'userId' | 'ownerId' | 'holderId'>,
  member: { role: MemberRole; userId: string },
): boolean {
  // What an influencer opened to the brand, or an entry without limits, is for whoever may read documents there.
  if (ownerId !== holderId && sideOfHolder(ownerId) === 'influencer') return true;
  if (member.role === 'owner' || userId === member.userId) return true;
  return access.roles.includes(member.role) || access.userIds.includes(member.userId);
}

/** The newest file; undefined for an entry. */
export function newestOf({ versions }: Pick<Document, 'versions'>): DocumentVersion | undefined {
  return versions.at(-1);
}

/** A deal by which a document may be opened to its other side. */
export interface DealOfDocument {
  dealId: string;
  campaignId: string;
  campaignTitle: string;
  workspaceId: string;
  brandName: string;
  influencerId: string;
  influencerName: string;
  /** Whether it still stands: an application or offer that was refused or withdrawn opens nothing. */
  stands: boolean;
}

/** What was asked for: who is to see a document. */
export interface AskedAccess {
  roles: readonly MemberRole[] | undefined;
  userIds: readonly string[];
  dealIds: readonly string[];
}

/**
 * Who sees a document of a side from now on. Refuses deals that are not of its campaign or no longer stand, people who are not of the workspace, and what is
 * not that side's to say.
 */
export function decideAccess(
  document: { ownerId: string; campaignId: string | null; before?: DocumentAccess | undefined },
  asked: AskedAccess,
  found: { deals: readonly (DealOfDocument | undefined)[]; memberIds: readonly string[] },
): DocumentAccess | Refused<'validation_failed'> {
  const side = sideOfHolder(document.ownerId);
  const issues = [
    ...(side === 'influencer' ? issuesOfInfluencer(document, asked) : issuesOfMembers(asked, found.memberIds)),
    ...issuesOfDeals(document, asked, found.deals),
  ];
  if (issues.length > 0) return refuse('validation_failed', undefined, issues);
  const deals = found.deals.flatMap((deal) => deal ?? []);
  if (side === 'influencer') {
    const [deal] = deals;
    const brand = deal ? { workspaceId: deal.workspaceId, name: deal.brandName, dealId: deal.dealId } : null;
    return { roles: [], userIds: [], influencers: [], brand };
  }
  const influencers = new Map(
    deals.map(({ influencerId, influencerName: name, dealId }) => [influencerId, { influencerId, name, dealId }]),
  );
  return {
    roles: [...new Set(asked.roles ?? document.before?.roles ?? [])],
    userIds: [...new Set(asked.userIds)],
    influencers: [...influencers.values()],
    brand: null,
  };
}

function issuesOfInfluencer({ campaignId }: { campaignId: string | null }, asked: AskedAccess): Issue[] {
  const issues: Issue[] = [];
  const isTeams = 'is for documents of a workspace; open yours to the brand by one of your deals';
  if (asked.roles?.length) issues.push({ path: 'roles', message: isTeams });
  if (asked.userIds.length > 0) issues.push({ path: 'userIds', message: isTeams });
  if (asked.dealIds.length > 1)
    issues.push({ path: 'dealIds', message: 'may name one deal: that with the brand it is for' });
  if (campaignId === null && asked.dealIds.length > 0)
    issues.push({ path: 'dealIds', message: 'must be empty for a document of no campaign' });
  return issues;
}

function issuesOfMembers({ userIds }: AskedAccess, memberIds: readonly string[]): Issue[] {
  return userIds.flatMap((userId, index) =>
    memberIds.includes(userId) ? [] : [{ path: `userIds.${index}`, message: 'is not a member of this workspace' }],
  );
}

function issuesOfDeals(
  { campaignId, before }: { campaignId: string | null; before?: DocumentAccess | undefined },
  { dealIds }: AskedAccess,
  deals: readonly (DealOfDocument | undefined)[],
): Issue[] {
  const known = [...(before?.influencers ?? []), ...(before?.brand ? [before.brand] : [])].map(({ dealId }) => dealId);
  return dealIds.flatMap((dealId, index) => {
    const path = `dealIds.${index}`;
    const deal = deals[index];
    if (!deal || deal.campaignId !== campaignId)
      return [{ path, message: 'is no application, offer or contract of this campaign' }];
    return deal.stands || known.includes(dealId) ? [] : [{ path, message: 'was refused, withdrawn or has ended' }];
  });
}

/** What a file is checked for before a document names it. */
export interface NamedUpload {
  uploadId: string;
  purpose: string;
  status: string;
  fileName: string;
  contentType: UploadType;
  sizeBytes: number;
  sha256: string;
  scan?: Scan | undefined;
  /** The document that it is a version of already. */
  documentId?: string | undefined;
}

/** The next version of a document from an inspected file; refuses one that is not ready, not a document's or another's, and one version too many. */
export function decideVersion(
  versions: readonly DocumentVersion[],
  upload: NamedUpload,
  by: { userId: string; at: string },
): DocumentVersion | Refused<'upload_not_ready' | 'upload_in_use' | 'too_many_versions'> {
  if (upload.status !== 'ready' || upload.purpose !== 'document')
    return refuse('upload_not_ready', `The ${upload.purpose} file ${upload.uploadId} is ${upload.status}.`);
  if (upload.documentId !== undefined) return refuse('upload_in_use');
  if (versions.length >= DOCUMENT_LIMITS.versions) return tooMany();
  const { uploadId, fileName, contentType, sizeBytes, sha256, scan } = upload;
  const file = { uploadId, fileName, contentType, sizeBytes, sha256, scan };
  return { number: versions.length + 1, ...file, ...by, restores: null };
}

/** An older version once more, as the newest one; refuses a number that there is not, the newest one itself, and one version too many. */
export function decideRestore(
  versions: readonly DocumentVersion[],
  number: number,
  by: { userId: string; at: string },
): DocumentVersion | Refused<'validation_failed' | 'too_many_versions'> {
  const older = versions.find((version) => version.number === number);
  const issue = !older
    ? `is not a version of this document, which has ${versions.length}`
    : number === versions.length
      ? 'is the newest version already'
      : undefined;
  if (!older || issue) return refuse('validation_failed', undefined, [{ path: 'restores', message: issue ?? '' }]);
  if (versions.length >= DOCUMENT_LIMITS.versions) return tooMany();
  return { ...older, ...by, number: versions.length + 1, restores: number };
}

function tooMany(): Refused<'too_many_versions'> {
  return refuse('too_many_versions', `A document has at most ${DOCUMENT_LIMITS.versions} versions; begin a new one.`);
}

/** The links of a document once there is one more, and those whose time is over, which go; refuses one too many. */
export function withLink(
  links: Document['links'],
  link: Document['links'][number],
  nowIso: string,
): { links: Document['links']; over: Document['links'] } | Refused<'too_many_links'> {
  const live = links.filter(({ expiresAt }) => expiresAt > nowIso);
  if (live.length >= DOCUMENT_LIMITS.links) return refuse('too_many_links');
  return { links: [...live, link], over: links.filter((one) => !live.includes(one)) };
}

/** Who sees a document that its owner names to the other side of a deal: that side as well; refuses one reader too many, and another campaign's. */
export function decideAttach(
  { ownerId, campaignId, access }: Pick<Document, 'ownerId' | 'campaignId' | 'access'>,
  deal: Omit<DealOfDocument, 'stands'>,
): DocumentAccess | Refused<'not_found' | 'too_many_readers'> {
  if (campaignId !== null && campaignId !== deal.campaignId)
    return refuse('not_found', 'This document lies in the folder of another campaign.');
  const { dealId } = deal;
  if (sideOfHolder(ownerId) === 'influencer') {
    const { workspaceId, brandName: name } = deal;
    if (access.brand && access.brand.workspaceId !== workspaceId) return refuse('too_many_readers');
    return { ...access, brand: access.brand ?? { workspaceId, name, dealId } };
  }
  const { influencerId, influencerName: name } = deal;
  if (access.influencers.some((reader) => reader.influencerId === influencerId)) return access;
  if (access.influencers.length >= DOCUMENT_LIMITS.people) return refuse('too_many_readers');
  return { ...access, influencers: [...access.influencers, { influencerId, name, dealId }] };
}

/** Why a document may not be deleted; undefined when it may. */
export function refuseDelete({ references }: Pick<Document, 'references'>): Refused<'document_referenced'> | undefined {
  return references > 0 ? refuse('document_referenced') : undefined;
}

/** How a browser shows a file by itself. */
export function previewOf(contentType: UploadType): 'image' | 'pdf' | 'text' | 'none' {
  if (contentType === 'application/pdf') return 'pdf';
  if (contentType === 'text/plain') return 'text';
  return contentType.startsWith('image/') ? 'image' : 'none';
}
