import { Card } from '@/ui/layout.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { ScanNote } from '@/ui/scan-note.tsx';
import { authorName, type DisputeDetail, DivisionLines, type Reader } from '../dispute-words.tsx';

type Entry = DisputeDetail['entries'][number];

const SUBJECTS: Record<Entry['subject'], string> = {
  claim: 'opened the dispute',
  answer: 'answered',
  evidence: 'added evidence',
  proposal: 'proposed to divide the money',
  acceptance: 'accepted the proposal',
  withdrawal: 'took the dispute back',
  decision: 'decided',
  appeal: 'appealed against the decision',
  waiver: 'accepted the decision',
};

/** Everything that was said and shown, oldest first; each with the fingerprint that makes later changes visible. */
export function Entries({ dispute, reader }: { dispute: DisputeDetail; reader: Reader }) {
  return (
    <Card title="What was said and shown">
      <ol className="grid divide-y divide-line">
        {dispute.entries.map((entry) => (
          <li key={entry.number} className="py-4 first:pt-0 last:pb-0">
            <p className="text-small text-faint">
              <span className="font-semibold text-ink">{authorName(entry.by, reader, dispute)}</span>{' '}
              {SUBJECTS[entry.subject]} <RelativeTime at={entry.at} />
            </p>
            {entry.text && <p className="mt-1 whitespace-pre-line wrap-anywhere">{entry.text}</p>}
            <Exhibits entry={entry} />
            {entry.division && (entry.subject === 'proposal' || entry.subject === 'decision') && (
              <div className="mt-3 max-w-sm rounded-control bg-sunken p-4">
                <DivisionLines division={entry.division} reader={reader} />
              </div>
            )}
            <details className="mt-2 text-tiny text-faint">
              <summary className="min-h-6">Entry {entry.number}, fingerprint</summary>
              <p className="font-mono break-all">{entry.hash}</p>
            </details>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Exhibits({ entry: { links, files } }: { entry: Entry }) {
  if (links.length + files.length === 0) return null;
  return (
    <ul aria-label="Shown with it" className="mt-2 grid gap-1 text-small">
      {links.map((link) => (
        <li key={link} className="break-all">
          <a href={link} target="_blank" rel="noopener noreferrer nofollow" className="underline">
            {link}
          </a>
        </li>
      ))}
      {files.map((file) => (
        <li key={file.uploadId} className="break-all">
          {file.url ? (
            <a href={file.url} target="_blank" rel="noopener noreferrer" className="underline">
              {file.fileName}
            </a>
          ) : (
            file.fileName
          )}
          <ScanNote scan={file.scan} />
        </li>
      ))}
    </ul>
  );
}
