import { Dialog } from '@/ui/dialog.tsx';
import { Facts } from '@/ui/layout.tsx';
import { actorName, affectedName, type Entry, fieldName, KIND_NAMES, type Names, valueText } from './audit-words.ts';

/** One line of a log in full: who, what, when, from where, old and new. */
export function AuditDetail(props: { entry: Entry | undefined; names: Names; onClose: () => void }) {
  const { entry, names } = props;
  return (
    <Dialog open={entry !== undefined} onClose={props.onClose} title={entry?.what ?? ''}>
      {entry && (
        <div className="grid gap-5">
          <Facts
            items={[
              { name: 'When', value: exactTime(entry.occurredAt) },
              { name: 'Who', value: actorName(entry, names) },
              ...concerns(entry, names),
              { name: 'From where', value: entry.place ?? 'Not noted' },
              { name: 'With', value: entry.device ?? 'Not noted' },
              { name: 'Kind', value: KIND_NAMES[entry.kind] },
            ]}
          />
          {entry.changes.length > 0 && <Changes changes={entry.changes} />}
          <p className="text-tiny break-all text-faint">
            {entry.eventId}
            {entry.chain && ` · record ${entry.chain.index} of the chain · ${entry.chain.hash}`}
          </p>
        </div>
      )}
    </Dialog>
  );
}

function concerns(entry: Entry, names: Names) {
  const value = affectedName(entry, names);
  return value === undefined ? [] : [{ name: 'Concerns', value }];
}

function exactTime(at: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(at));
}

function Changes({ changes }: { changes: Entry['changes'] }) {
  return (
    <table className="w-full text-small">
      <caption className="sr-only">Old and new</caption>
      <thead className="text-left text-tiny text-faint">
        <tr>
          <th scope="col" className="py-1 pr-3 font-semibold">
            Field
          </th>
          <th scope="col" className="py-1 pr-3 font-semibold">
            Old
          </th>
          <th scope="col" className="py-1 font-semibold">
            New
          </th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, from, to }) => (
          <tr key={field} className="border-t border-line align-top">
            <th scope="row" className="py-1.5 pr-3 text-left font-medium">
              {fieldName(field)}
            </th>
            <td className="py-1.5 pr-3 wrap-anywhere text-soft">{valueText(from)}</td>
            <td className="py-1.5 wrap-anywhere">{valueText(to)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
