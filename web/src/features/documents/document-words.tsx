import type { LinkProps } from '@tanstack/react-router';
import { getContent } from '#contract/areas/content.ts';
import type { listDocuments } from '#contract/areas/documents.ts';
import type { DocumentKind } from '#domain/document.ts';
import type { UploadType } from '#domain/upload.ts';
import type { OutputOf } from '@/api/client.ts';
import { useEndpoint } from '@/api/hooks.ts';
import type { ItemOf } from '@/api/types.ts';
import { useSide } from '@/features/offers/offer-words.tsx';
import { ButtonLink } from '@/ui/button.tsx';
import { sizeText } from '@/ui/words.ts';

export type DocumentView = ItemOf<OutputOf<typeof listDocuments>>;

export const KIND_NAMES: Record<DocumentKind, string> = {
  file: 'File',
  contract: 'Contract',
  invoice: 'Invoice',
  deliverable: 'Content',
  brief: 'Brief',
};

const TYPE_NAMES: Partial<Record<UploadType, string>> = {
  'application/pdf': 'PDF',
  'text/plain': 'Text',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/webp': 'WebP',
};

/** `PDF, 1.2 MB`. */
export function fileFacts({ contentType, sizeBytes }: { contentType: UploadType; sizeBytes: number }): string {
  return `${TYPE_NAMES[contentType] ?? contentType}, ${sizeText(sizeBytes)}`;
}

/** The way to what an entry leads to. */
export function OpenSource({ document }: { document: DocumentView }) {
  const side = useSide();
  const { kind, sourceId, campaignId } = document;
  const content = useEndpoint(
    getContent,
    { params: { campaignId: campaignId ?? '', contentId: sourceId ?? '' } },
    { enabled: kind === 'deliverable' && side === 'influencer' },
  );
  if (!sourceId || !campaignId) return null;
  const contractId = kind === 'contract' ? sourceId : content.data?.contractId;
  const place = placeOf({ kind, sourceId, campaignId, contractId, isBrand: side === 'brand' });
  return (
    place && (
      <ButtonLink {...(place as LinkProps)} size="small" aria-label={`Open ${document.title}`}>
        Open
      </ButtonLink>
    )
  );
}

function placeOf(of: {
  kind: DocumentKind;
  sourceId: string;
  campaignId: string;
  contractId: string | undefined;
  isBrand: boolean;
}): Pick<LinkProps, 'to' | 'params' | 'search'> | undefined {
  const { kind, sourceId, campaignId, contractId, isBrand } = of;
  if (kind === 'invoice') return { to: '/invoices/$invoiceId', params: { invoiceId: sourceId } };
  if (kind === 'brief')
    return { to: isBrand ? '/campaigns/$campaignId' : '/discover/$campaignId', params: { campaignId } };
  if (kind === 'deliverable' && isBrand)
    return { to: '/campaigns/$campaignId', params: { campaignId }, search: { tab: 'content' } };
  return contractId ? { to: '/contracts/$contractId', params: { contractId } } : undefined;
}
