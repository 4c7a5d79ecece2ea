import { getDocumentFile } from '#contract/areas/documents.ts';
import { api } from '@/api/index.ts';
import { explain } from '@/api/problem.ts';
import { Button } from '@/ui/button.tsx';
import { ScanNote } from '@/ui/scan-note.tsx';
import { toast } from '@/ui/toast.tsx';
import type { MessageView } from '../thread-words.ts';

type Attachment = MessageView['attachments'][number];

/** The documents that a message names; each is saved as it was when it was sent. */
export function Attachments({ attachments }: Pick<MessageView, 'attachments'>) {
  if (attachments.length === 0) return null;
  return (
    <ul aria-label="Documents" className="mt-2 flex flex-wrap gap-2">
      {attachments.map((document) => (
        <li key={document.documentId} className="min-w-0">
          <Button size="small" icon="download" className="max-w-full" onClick={() => void save(document)}>
            <span className="sr-only">Save </span>
            <span className="truncate">{document.title}</span>
          </Button>
          <ScanNote scan={document.scan} />
        </li>
      ))}
    </ul>
  );
}

async function save({ documentId, number }: Attachment): Promise<void> {
  try {
    const { url } = await api.call(getDocumentFile, { params: { documentId }, query: { number, as: 'save' } });
    // It is answered as a file to be saved, so the page stays.
    location.assign(url);
  } catch (error) {
    toast(explain(error));
  }
}
