import { useState } from 'react';
import { UploadFiles } from '@/features/content/deliver-content/upload-files.tsx';
import { Field, Textarea } from '@/ui/field.tsx';

/** What somebody says and shows in a dispute. */
export interface Shown {
  text: string;
  links: string[];
  uploadIds: string[];
}

/** The words and exhibits of one entry. */
export function useShown() {
  const [text, setText] = useState('');
  const [links, setLinks] = useState('');
  const [files, setFiles] = useState({ busy: false, ready: [] as string[] });
  // What was sent is not chosen for the next entry.
  const [round, setRound] = useState(0);
  return {
    /** Undefined while something is missing or on its way. */
    shown:
      text.trim() === '' || files.busy
        ? undefined
        : ({ text: text.trim(), links: linksOf(links), uploadIds: files.ready } satisfies Shown),
    fields: { text, setText, links, setLinks, setFiles, round },
    clear: () => {
      setText('');
      setLinks('');
      setRound(round + 1);
    },
  };
}

/** Links that were typed apart from each other by spaces or lines. */
export function linksOf(links: string): string[] {
  return links
    .split(/\s+/)
    .map((link) => link.trim())
    .filter((link) => link !== '');
}

/** The fields of an entry: words, links and files. */
export function ShownFields(props: {
  label: string;
  fields: ReturnType<typeof useShown>['fields'];
  linkError?: string | undefined;
}) {
  const { fields } = props;
  return (
    <>
      <Field label={props.label}>
        <Textarea
          rows={4}
          maxLength={4000}
          value={fields.text}
          onChange={(event) => fields.setText(event.target.value)}
        />
      </Field>
      <Field
        label="Links"
        optional
        error={props.linkError}
        hint="Up to ten, one below the other, beginning with https://"
      >
        <Textarea rows={2} value={fields.links} onChange={(event) => fields.setLinks(event.target.value)} />
      </Field>
      <UploadFiles
        key={fields.round}
        purpose="evidence"
        onChange={({ busy, ready }) => fields.setFiles({ busy, ready })}
      />
    </>
  );
}
