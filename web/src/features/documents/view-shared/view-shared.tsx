import { useEffect, useState } from 'react';
import { openSharedDocument } from '#contract/areas/documents.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { explain } from '@/api/problem.ts';
import { OpenPage } from '@/features/legal/open-page.tsx';
import { Notice, SkeletonRows } from '@/ui/feedback.tsx';
import { Icon } from '@/ui/icon.tsx';
import { Card, usePageTitle } from '@/ui/layout.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { ScanNote } from '@/ui/scan-note.tsx';
import { fileFacts } from '../document-words.tsx';
import { Preview } from '../view-document/preview.tsx';

/** What a shared link shows, for whoever has it. */
export function ViewShared() {
  usePageTitle('Shared document');
  // Behind the #, which browsers send to nobody: no log keeps it.
  const [secret] = useState(() => window.location.hash.slice(1));
  const { mutate, data, error } = useEndpointMutation(openSharedDocument);
  useEffect(() => {
    if (secret) mutate({ body: { secret } });
  }, [secret, mutate]);
  return (
    <OpenPage title={data?.title ?? 'Shared document'} lead="Somebody opened this document to you.">
      {data ? (
        <Card>
          <Preview file={data} />
          <div className="mt-4 flex flex-wrap items-center justify-between gap-3">
            <p className="text-small text-soft">
              {fileFacts(data)}, version {data.number} · the link ends <RelativeTime at={data.linkExpiresAt} />
              <ScanNote scan={data.scan} />
            </p>
            <a
              href={data.saveUrl}
              className="inline-flex min-h-11 items-center gap-2 font-medium text-accent underline"
            >
              <Icon name="download" className="size-4.5" />
              Save
            </a>
          </div>
        </Card>
      ) : error || !secret ? (
        <Notice tone="attention" title="There is nothing to show">
          {error ? explain(error) : 'The part of the link behind the # is missing. Open the whole link once more.'}
        </Notice>
      ) : (
        <SkeletonRows rows={4} />
      )}
    </OpenPage>
  );
}
