import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { listDocuments } from '#contract/areas/documents.ts';
import { DOCUMENT_KINDS, type DocumentKind } from '#domain/document.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { useSide } from '@/features/offers/offer-words.tsx';
import { ButtonLink } from '@/ui/button.tsx';
import { Badge, EmptyState } from '@/ui/feedback.tsx';
import { Field, Select } from '@/ui/field.tsx';
import { Card } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { countOf } from '@/ui/words.ts';
import { type DocumentView, fileFacts, KIND_NAMES, OpenSource } from '../document-words.tsx';

/** The documents of a campaign, or of all with what belongs to none. */
export function Folder({ campaignId }: { campaignId?: string }) {
  const [kind, setKind] = useState<DocumentKind>();
  const mayAdd = useMay('document:write', campaignId);
  const query = { limit: 50, ...(campaignId ? { campaignId } : {}), ...(kind ? { kind } : {}) };
  const documents = useEndpointPages(
    listDocuments,
    { query },
    {
      keyOf: (one) => one.documentId,
      belongs: (one) =>
        (campaignId === undefined || one.campaignId === campaignId) && (kind === undefined || one.kind === kind),
    },
  );
  return (
    <>
      <div className="mb-5 flex flex-wrap items-end justify-between gap-3">
        <Field label="Kind" className="w-full sm:w-56">
          <Select
            value={kind ?? ''}
            onChange={({ target }) => setKind(DOCUMENT_KINDS.find((one) => one === target.value))}
          >
            <option value="">All</option>
            {DOCUMENT_KINDS.map((one) => (
              <option key={one} value={one}>
                {KIND_NAMES[one]}
              </option>
            ))}
          </Select>
        </Field>
        {mayAdd && (
          <ButtonLink
            to="/documents/new"
            search={campaignId ? { campaign: campaignId } : {}}
            variant="primary"
            icon="plus"
          >
            Add a document
          </ButtonLink>
        )}
      </div>
      <LoadedPages
        query={documents}
        empty={
          <EmptyState icon="contract" title={kind ? 'None of this kind' : 'No documents yet'}>
            Add a guide, a script or a release here. Contracts, invoices, content and briefs appear by themselves.
          </EmptyState>
        }
      >
        {(items) => (
          <Card className="overflow-hidden p-0! md:p-0!">
            <ul className="divide-y divide-line">
              {items.map((document) => (
                <Row key={document.documentId} document={document} showsCampaign={campaignId === undefined} />
              ))}
            </ul>
          </Card>
        )}
      </LoadedPages>
    </>
  );
}

function Row({ document, showsCampaign }: { document: DocumentView; showsCampaign: boolean }) {
  const side = useSide();
  const { documentId, kind, title, newest, versionCount, campaignTitle, updatedAt } = document;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-4 md:px-6">
      <span className="min-w-0">
        {kind === 'file' ? (
          <Link
            to="/documents/$documentId"
            params={{ documentId }}
            className="font-medium wrap-anywhere underline decoration-line-strong underline-offset-4 hover:text-accent"
          >
            {title}
          </Link>
        ) : (
          <span className="font-medium wrap-anywhere">{title}</span>
        )}
        <span className="block text-small text-soft">
          {[
            ...(showsCampaign ? [campaignTitle ?? 'No campaign'] : []),
            ...(newest ? [fileFacts(newest), ...(versionCount > 1 ? [countOf(versionCount, 'version')] : [])] : []),
            ...(kind === 'file' && document.side !== side ? ['From the other side'] : []),
          ].join(' · ')}
        </span>
        <span className="block text-small text-faint">
          <RelativeTime at={updatedAt} />
        </span>
      </span>
      <span className="flex items-center gap-3">
        {kind !== 'file' && <OpenSource document={document} />}
        <Badge>{KIND_NAMES[kind]}</Badge>
      </span>
    </li>
  );
}
