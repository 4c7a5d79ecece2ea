import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { deleteDocument, getDocument, getDocumentFile, listDocuments } from '#contract/areas/documents.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { api } from '@/api/index.ts';
import { useMay } from '@/api/session.ts';
import { useSide } from '@/features/offers/offer-words.tsx';
import { Button } from '@/ui/button.tsx';
import { ConfirmDialog } from '@/ui/dialog.tsx';
import { Badge } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { ScanNote } from '@/ui/scan-note.tsx';
import { toast } from '@/ui/toast.tsx';
import { type DocumentView, fileFacts, KIND_NAMES, OpenSource } from '../document-words.tsx';
import { viewDocumentRoute } from '../routes.ts';
import { Links } from './links.tsx';
import { Permissions } from './permissions.tsx';
import { Preview } from './preview.tsx';
import { Versions } from './versions.tsx';

/** One document: what it says, its versions, and for its own side who sees it. */
export function ViewDocument() {
  const { documentId } = viewDocumentRoute.useParams();
  const query = useEndpoint(getDocument, { params: { documentId } });
  const back = { label: 'Documents', to: '/documents', search: folderOf(query.data) } as const;
  return (
    <>
      <PageHeader
        title={query.data?.title ?? 'Document'}
        back={back}
        badge={query.data && <Badge>{query.data.campaignTitle ?? 'No campaign'}</Badge>}
        lead={
          query.data?.newest && (
            <>
              {fileFacts(query.data.newest)} · <RelativeTime at={query.data.newest.at} />
            </>
          )
        }
        actions={query.data && <Actions document={query.data} />}
      />
      <Loaded query={query} title="This document cannot be shown">
        {(document) => (document.newest ? <Detail document={document} /> : <Entry document={document} />)}
      </Loaded>
    </>
  );
}

const folderOf = (document: DocumentView | undefined): { campaign?: string } =>
  document?.campaignId ? { campaign: document.campaignId } : {};

function Entry({ document }: { document: DocumentView }) {
  return (
    <Card title={KIND_NAMES[document.kind]}>
      <p className="mb-4 text-soft">It is kept where it belongs; this entry leads there.</p>
      <OpenSource document={document} />
    </Card>
  );
}

function Detail({ document }: { document: DocumentView }) {
  const side = useSide();
  const mayWrite = useMay('document:write', document.campaignId ?? undefined);
  const isOwn = document.side === side && mayWrite;
  const [number, setNumber] = useState<number>();
  const { documentId, title, newest, version } = document;
  const file = useEndpoint(getDocumentFile, { params: { documentId }, query: number ? { number } : {} });
  return (
    <div className="grid gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] lg:items-start">
      <Card title={number && number !== newest?.number ? `Version ${number}` : 'Preview'}>
        <Loaded query={file}>
          {(shown) => (
            <>
              <Preview key={shown.number} file={{ ...shown, title }} />
              <ScanNote scan={shown.scan} />
            </>
          )}
        </Loaded>
      </Card>
      <div className="grid gap-5">
        <Versions document={document} mayWrite={isOwn} shown={number ?? newest?.number} onShow={setNumber} />
        {isOwn && document.access && <Permissions key={version} document={document} access={document.access} />}
        {isOwn && <Links document={document} />}
      </div>
    </div>
  );
}

/** Saves the newest file, or deletes the document. */
function Actions({ document }: { document: DocumentView }) {
  const side = useSide();
  const navigate = useNavigate();
  const mayWrite = useMay('document:write', document.campaignId ?? undefined);
  const [asking, setAsking] = useState(false);
  const mutation = useEndpointMutation(deleteDocument, {
    onSuccess: () => {
      noteAndFollow(listDocuments, document.documentId, undefined);
      toast('Document deleted');
      void navigate({ to: '/documents', search: folderOf(document) });
    },
    invalidates: [listDocuments],
  });
  const { documentId, kind } = document;
  if (kind !== 'file') return null;
  return (
    <>
      <SaveFile documentId={documentId} />
      {mayWrite && document.side === side && (
        <Button icon="trash" variant="ghost" disabled={document.isReferenced} onClick={() => setAsking(true)}>
          Delete
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Delete this document?"
        confirmLabel="Delete"
        busy={mutation.isPending}
        onConfirm={() => mutation.mutate({ params: { documentId } })}
        error={<FormError error={mutation.error} />}
      >
        All its versions and links go with it, for everyone who sees it.
      </ConfirmDialog>
    </>
  );
}

/** Asks for an address that saves the file only when it is wanted: it answers for five minutes. */
function SaveFile({ documentId }: { documentId: string }) {
  const [busy, setBusy] = useState(false);
  async function save() {
    setBusy(true);
    try {
      const { url } = await api.call(getDocumentFile, { params: { documentId }, query: { as: 'save' } });
      window.location.assign(url);
    } catch {
      toast('It could not be saved. Try again.');
    }
    setBusy(false);
  }
  return (
    <Button icon="download" busy={busy} onClick={() => void save()}>
      Save
    </Button>
  );
}
