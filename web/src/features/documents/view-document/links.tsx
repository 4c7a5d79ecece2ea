import { useState } from 'react';
import { createDocumentLink, endDocumentLink, getDocument, listDocumentLinks } from '#contract/areas/documents.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { serverNowMs } from '@/api/server-time.ts';
import { Button } from '@/ui/button.tsx';
import { CodeText } from '@/ui/code-text.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Field, Input, Select } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { countOf } from '@/ui/words.ts';
import type { DocumentView } from '../document-words.tsx';

const DAYS = [1, 7, 30, 90] as const;

/** Links by which people without an account see the document: made, counted and ended here. */
export function Links({ document: { documentId, title } }: { document: DocumentView }) {
  const [days, setDays] = useState<number>(7);
  const [note, setNote] = useState('');
  const links = useEndpoint(listDocumentLinks, { params: { documentId } });
  const making = useEndpointMutation(createDocumentLink, {
    onSuccess: () => setNote(''),
    invalidates: [listDocumentLinks, getDocument],
  });
  const ending = useEndpointMutation(endDocumentLink, {
    onSuccess: () => toast('The link has ended'),
    invalidates: [listDocumentLinks, getDocument],
  });
  const path = making.data?.path;
  return (
    <Card title="Links" lead="Whoever has one sees this version, without an account.">
      <form
        className="grid gap-3"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          making.mutate({ params: { documentId }, body: { expiresInDays: days, note: note.trim() } });
        }}
      >
        <Field label="For whom" optional>
          <Input value={note} maxLength={120} onChange={({ target }) => setNote(target.value)} />
        </Field>
        <Field label="Ends after">
          <Select value={days} onChange={({ target }) => setDays(Number(target.value))}>
            {DAYS.map((one) => (
              <option key={one} value={one}>
                {one === 1 ? '1 day' : `${one} days`}
              </option>
            ))}
          </Select>
        </Field>
        <FormError error={making.error ?? ending.error} />
        <div>
          <Button type="submit" size="small" icon="link" busy={making.isPending}>
            Make a link
          </Button>
        </div>
      </form>
      {path && (
        <div className="mt-4">
          <Notice tone="attention" title="Copy it now; it is not shown again">
            <CodeText label={`Link to ${title}`} text={`${window.location.origin}${path}`} wraps />
          </Notice>
        </div>
      )}
      <Loaded query={links} rows={1}>
        {({ items }) => (
          <ul className="mt-4 grid divide-y divide-line text-small">
            {items.map((link) => (
              <li key={link.linkId} className="flex flex-wrap items-center justify-between gap-2 py-3">
                <span className="min-w-0 wrap-anywhere">
                  {link.note || 'Link'}, version {link.number}
                  <span className="block text-faint">
                    {link.openCount === 0 ? 'Never opened' : `Opened ${countOf(link.openCount, 'time')}`} ·{' '}
                    <LinkEnd expiresAt={link.expiresAt} />
                  </span>
                </span>
                <Button
                  size="small"
                  variant="ghost"
                  aria-label={`End the link ${link.note}`}
                  busy={ending.isPending}
                  onClick={() => ending.mutate({ params: { documentId, linkId: link.linkId } })}
                >
                  End
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  );
}

function LinkEnd({ expiresAt }: { expiresAt: string }) {
  return (
    <>
      {Date.parse(expiresAt) > serverNowMs() ? 'ends ' : 'ended '}
      <RelativeTime at={expiresAt} />
    </>
  );
}
