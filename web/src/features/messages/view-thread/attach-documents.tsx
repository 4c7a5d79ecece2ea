import { useState } from 'react';
import { createDocument, listDocuments } from '#contract/areas/documents.ts';
import { MOST_ATTACHMENTS } from '#domain/message.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpointMutation, useEndpointPages } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { UploadFiles } from '@/features/content/deliver-content/upload-files.tsx';
import { useSide } from '@/features/offers/offer-words.tsx';
import { Button } from '@/ui/button.tsx';
import { Dialog } from '@/ui/dialog.tsx';
import { Checkbox, Field, FieldGroup, Input } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import type { ThreadView } from '../thread-words.ts';

/** A document that a message is going to name. */
export interface Chosen {
  documentId: string;
  title: string;
}

/** Chooses documents of the own side for a message, or adds one; those chosen are listed, each to be taken out again. */
export function AttachDocuments(props: {
  thread: ThreadView;
  chosen: readonly Chosen[];
  onChange: (chosen: readonly Chosen[]) => void;
}) {
  const { thread, chosen, onChange } = props;
  const [open, setOpen] = useState(false);
  const mayAdd = useMay('document:write', thread.campaignId);
  if (!mayAdd) return null;
  const without = ({ documentId }: Chosen) => chosen.filter((one) => one.documentId !== documentId);
  return (
    <div className="grid gap-2">
      {chosen.length > 0 && (
        <ul aria-label="Chosen documents" className="flex flex-wrap gap-2">
          {chosen.map((one) => (
            <li key={one.documentId}>
              <Button size="small" icon="close" onClick={() => onChange(without(one))}>
                <span className="sr-only">Take out </span>
                {one.title}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button size="small" variant="ghost" icon="plus" onClick={() => setOpen(true)}>
          Attach documents
        </Button>
      </div>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Attach documents"
        footer={
          <Button variant="primary" onClick={() => setOpen(false)}>
            Done
          </Button>
        }
      >
        <div className="grid gap-5">
          <p className="text-small text-soft">
            The other side sees what you attach, from then on and in every later version; it cannot be deleted any more.
          </p>
          <OwnDocuments
            thread={thread}
            chosen={chosen}
            onToggle={(one, isChosen) => onChange(isChosen ? [...chosen, one] : without(one))}
          />
          {chosen.length < MOST_ATTACHMENTS && (
            <NewDocument thread={thread} onAdded={(one) => onChange([...chosen, one])} />
          )}
        </div>
      </Dialog>
    </div>
  );
}

function OwnDocuments(props: {
  thread: ThreadView;
  chosen: readonly Chosen[];
  onToggle: (document: Chosen, isChosen: boolean) => void;
}) {
  const { thread, chosen } = props;
  const { campaignId } = thread;
  const side = useSide();
  const documents = useEndpointPages(
    listDocuments,
    { query: { campaignId, kind: 'file', limit: 50 } },
    { keyOf: (one) => one.documentId, belongs: (one) => one.campaignId === campaignId && one.kind === 'file' },
  );
  const items = documents.items?.filter((one) => one.side === side);
  const isChosen = (documentId: string) => chosen.some((one) => one.documentId === documentId);
  return (
    <FieldGroup legend="In the folder of the campaign">
      <LoadedPages
        query={{ ...documents, items }}
        rows={1}
        empty={<p className="text-small text-soft">No documents of yours yet.</p>}
      >
        {(own) => (
          <ul className="grid max-h-56 gap-1 overflow-y-auto">
            {own.map(({ documentId, title }) => (
              <li key={documentId}>
                <Checkbox
                  checked={isChosen(documentId)}
                  disabled={!isChosen(documentId) && chosen.length >= MOST_ATTACHMENTS}
                  onChange={({ target }) => props.onToggle({ documentId, title }, target.checked)}
                >
                  {title}
                </Checkbox>
              </li>
            ))}
          </ul>
        )}
      </LoadedPages>
    </FieldGroup>
  );
}

/** A file from here, as a document in the folder of the campaign. */
function NewDocument({ thread, onAdded }: { thread: ThreadView; onAdded: (document: Chosen) => void }) {
  const { campaignId, dealId } = thread;
  const side = useSide();
  const [title, setTitle] = useState('');
  const [file, setFile] = useState({ busy: false, ready: [] as string[] });
  const [round, setRound] = useState(0);
  const mutation = useEndpointMutation(createDocument, {
    onSuccess: (added) => {
      noteAndFollow(listDocuments, added.documentId, added);
      onAdded(added);
      setTitle('');
      setRound(round + 1);
    },
    invalidates: [listDocuments],
  });
  const [uploadId] = file.ready;
  const isWhole = uploadId !== undefined && !file.busy && title.trim() !== '';
  return (
    <FieldGroup legend="A new one">
      <div className="grid gap-4">
        <UploadFiles
          key={round}
          purpose="document"
          campaignId={side === 'brand' ? campaignId : undefined}
          onChange={setFile}
        />
        <Field label="Title">
          <Input value={title} maxLength={160} onChange={({ target }) => setTitle(target.value)} />
        </Field>
        <FormError error={mutation.error} />
        <div>
          <Button
            icon="plus"
            busy={mutation.isPending}
            disabled={!isWhole}
            onClick={() =>
              uploadId &&
              mutation.mutate({
                body: {
                  campaignId,
                  title: title.trim(),
                  uploadId,
                  ...(side === 'influencer' ? { dealIds: [dealId] } : {}),
                },
              })
            }
          >
            Add and attach
          </Button>
        </div>
      </div>
    </FieldGroup>
  );
}
