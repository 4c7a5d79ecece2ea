import { useState } from 'react';
import {
  addDocumentVersion,
  getDocument,
  getDocumentFile,
  listDocuments,
  listDocumentVersions,
} from '#contract/areas/documents.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { UploadFiles } from '@/features/content/deliver-content/upload-files.tsx';
import { useSide } from '@/features/offers/offer-words.tsx';
import { Button } from '@/ui/button.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { type DocumentView, fileFacts } from '../document-words.tsx';

/** Every version with its checksum; its own side adds further ones and brings older ones back. */
export function Versions(props: {
  document: DocumentView;
  mayWrite: boolean;
  shown: number | undefined;
  onShow: (number: number | undefined) => void;
}) {
  const { document, mayWrite, shown, onShow } = props;
  const { documentId, versionCount } = document;
  const versions = useEndpoint(listDocumentVersions, { params: { documentId } });
  const mutation = useEndpointMutation(addDocumentVersion, {
    onSuccess: () => {
      onShow(undefined);
      toast('It is the newest version now');
    },
    invalidates: [getDocument, getDocumentFile, listDocumentVersions, listDocuments],
  });
  return (
    <Card title="Versions">
      <Loaded query={versions} rows={1}>
        {({ items }) => (
          <ol className="grid divide-y divide-line">
            {items.map((version) => (
              <li key={version.number} className="py-3 first:pt-0">
                <div className="flex flex-wrap items-center justify-between gap-2">
                  <span className="min-w-0 text-small">
                    <span className="font-medium">Version {version.number}</span>
                    {version.restores !== null && <span className="text-soft">, version {version.restores} again</span>}
                    <span className="block text-faint">
                      {fileFacts(version)} · <RelativeTime at={version.at} />
                    </span>
                  </span>
                  <span className="flex gap-1">
                    {version.number !== shown && (
                      <Button
                        size="small"
                        variant="ghost"
                        aria-label={`Show version ${version.number}`}
                        onClick={() => onShow(version.number)}
                      >
                        Show
                      </Button>
                    )}
                    {mayWrite && version.number !== versionCount && (
                      <Button
                        size="small"
                        variant="ghost"
                        aria-label={`Bring version ${version.number} back`}
                        busy={mutation.isPending}
                        onClick={() => mutation.mutate({ params: { documentId }, body: { restores: version.number } })}
                      >
                        Bring back
                      </Button>
                    )}
                  </span>
                </div>
                <details className="text-tiny text-faint">
                  <summary className="min-h-6">Checksum</summary>
                  <p className="font-mono break-all">sha-256 {version.sha256}</p>
                </details>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
      <FormError error={mutation.error} />
      {mayWrite && (
        <NewVersion
          key={versionCount}
          document={document}
          busy={mutation.isPending}
          onReady={(uploadId) => mutation.mutate({ params: { documentId }, body: { uploadId } })}
        />
      )}
    </Card>
  );
}

function NewVersion(props: { document: DocumentView; busy: boolean; onReady: (uploadId: string) => void }) {
  const side = useSide();
  const [adding, setAdding] = useState(false);
  const [file, setFile] = useState({ busy: false, ready: [] as string[] });
  const [uploadId] = file.ready;
  if (!adding)
    return (
      <Button size="small" icon="plus" onClick={() => setAdding(true)}>
        New version
      </Button>
    );
  const { campaignId } = props.document;
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      <UploadFiles
        purpose="document"
        campaignId={side === 'brand' ? (campaignId ?? undefined) : undefined}
        onChange={setFile}
      />
      <div>
        <Button
          variant="primary"
          size="small"
          busy={props.busy}
          disabled={uploadId === undefined || file.busy}
          onClick={() => uploadId && props.onReady(uploadId)}
        >
          Add this version
        </Button>
      </div>
    </div>
  );
}
