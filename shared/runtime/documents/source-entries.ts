import { PERMISSIONS, type Permission } from '#contract/permissions.ts';
import type { Change } from '#data/change.ts';
import type { ContractItem } from '#data/contract.ts';
import { putEntry } from '#data/document.ts';
import type { InvoiceItem } from '#data/invoice.ts';
import type { SubmissionItem } from '#data/submission.ts';
import type { Campaign } from '#domain/campaign.ts';
import type { DocumentKind } from '#domain/document.ts';
import { isOfBrand } from '#domain/invoice-kinds.ts';
import { invoiceTitle } from '#domain/invoice-paper.ts';
import type { OfferDeliverable } from '#domain/offer.ts';
import { MEMBER_ROLES, type MemberRole } from '#domain/roles.ts';
import { PLATFORM_NAMES } from '#domain/social.ts';
import { idFromEvent } from '../derived-id.ts';

/** Who in a workspace sees what an entry leads to: the same roles see the entry. */
const READ_BY: Record<Exclude<DocumentKind, 'file'>, Permission> = {
  contract: 'contract:read',
  invoice: 'invoice:read',
  deliverable: 'content:read',
  brief: 'campaign:read',
};

interface Source {
  kind: Exclude<DocumentKind, 'file'>;
  sourceId: string;
  campaignId: string;
  campaignTitle: string;
  at: string;
}

/** An entry of a holder that leads to what is kept elsewhere; of one source there is one, whoever writes it and however often. */
function entry(holderId: string, title: string, source: Source): Change {
  const allowed = PERMISSIONS[READ_BY[source.kind]] as readonly string[];
  const { at, ...rest } = source;
  return putEntry({
    ...rest,
    documentId: idFromEvent('document', source.sourceId, source.kind),
    ...{ holderId, ownerId: holderId, title, userId: null },
    access: {
      roles: MEMBER_ROLES.filter((role: MemberRole) => allowed.includes(role)),
      ...{ userIds: [], influencers: [], brand: null },
    },
    ...{ versions: [], references: 0, links: [], version: 1, createdAt: at, updatedAt: at },
  });
}

/** A new contract among the documents of both sides, and the brief of its campaign among the influencer's. */
export function contractEntries(contract: Omit<ContractItem, 'version'>): Change[] {
  const { contractId, campaignId, campaignTitle, createdAt: at, workspaceId, influencerId } = contract;
  const source: Source = { kind: 'contract', sourceId: contractId, campaignId, campaignTitle, at };
  return [
    entry(workspaceId, `Contract with ${contract.influencerName}`, source),
    entry(influencerId, `Contract with ${contract.brandName}`, source),
    entry(influencerId, `Brief: ${campaignTitle}`, { ...source, kind: 'brief', sourceId: campaignId }),
  ];
}

/** A piece of content that was handed in, among the documents of both sides. */
export function deliverableEntries(submission: SubmissionItem, { type, platform }: OfferDeliverable): Change[] {
  const { submissionId, campaignId, campaignTitle, submittedAt: at, revision } = submission;
  const source: Source = { kind: 'deliverable', sourceId: submissionId, campaignId, campaignTitle, at };
  const what = `${type} on ${PLATFORM_NAMES[platform]}`;
  const which = revision > 1 ? `${what}, version ${revision}` : what;
  return [
    entry(submission.workspaceId, `Content of ${submission.influencerName}: ${which}`, source),
    entry(submission.influencerId, `Content: ${which}`, source),
  ];
}

/** An issued document of money among the documents of its own side. */
export function invoiceEntry(invoice: InvoiceItem): Change {
  const { invoiceId, kind, number, campaignId, campaignTitle, issuedAt: at } = invoice;
  const holderId = isOfBrand(kind) ? invoice.workspaceId : invoice.influencerId;
  const source: Source = { kind: 'invoice', sourceId: invoiceId, campaignId, campaignTitle, at };
  return entry(holderId, `${invoiceTitle(kind)} ${number}`, source);
}

/** The brief of a published campaign among the documents of its workspace. */
export function briefEntry({ workspaceId, campaignId, title }: Campaign, at: string): Change {
  const source: Source = { kind: 'brief', sourceId: campaignId, campaignId, campaignTitle: title, at };
  return entry(workspaceId, `Brief: ${title}`, source);
}
