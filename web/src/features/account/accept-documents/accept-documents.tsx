import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type * as z from 'zod/mini';
import { type Consents, getConsents, putConsents } from '#contract/areas/consents.ts';
import { DOCUMENT_NAMES } from '#domain/documents.ts';
import { remember, useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { leave } from '@/api/index.ts';
import { session, useUser } from '@/api/session.ts';
import { Button } from '@/ui/button.tsx';
import { Checkbox } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { Mark } from '@/ui/icon.tsx';
import { Card, usePageTitle } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { formatDay } from '@/ui/relative-time.tsx';

type DocumentView = z.output<typeof Consents>['documents'][number];

const LINK = 'font-medium text-accent underline underline-offset-4 hover:text-accent-strong';

/** Stands in place of every screen until the documents that hold now are accepted; says what is new in them. */
export function AcceptDocuments() {
  usePageTitle('Before you go on');
  const consents = useEndpoint(getConsents, {});
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-2xl flex-col px-4 py-8 sm:px-6">
      <header className="flex items-center justify-between gap-4">
        <span className="flex items-center gap-2.5">
          <span className="grid size-9 place-items-center rounded-control bg-side text-side-ink">
            <Mark className="size-6" />
          </span>
          <span className="text-lead font-semibold tracking-tight">Accord</span>
        </span>
        <Button size="small" icon="leave" onClick={() => void leave().catch(() => undefined)}>
          Log out
        </Button>
      </header>
      <main className="mt-10">
        <h1 className="text-title font-semibold tracking-tight">Before you go on</h1>
        <Loaded query={consents}>
          {({ documents }) => <Question due={documents.filter((document) => document.due)} />}
        </Loaded>
      </main>
    </div>
  );
}

function Question({ due }: { due: readonly DocumentView[] }) {
  const user = useUser();
  const [agreed, setAgreed] = useState(false);
  const [missing, setMissing] = useState(false);
  const mutation = useEndpointMutation(putConsents, {
    onSuccess: (saved) => {
      remember(getConsents, {}, saved);
      session.update({ ...user, documentsDue: [] });
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    setMissing(!agreed);
    if (!agreed) return;
    mutation.mutate({ body: { accept: due.map(({ document, version }) => ({ document, version })) } });
  }
  return (
    <form onSubmit={submit} className="mt-2 grid gap-5">
      <p className="text-soft">
        {due.some(({ acceptedVersion }) => acceptedVersion !== null)
          ? 'There is a newer version of what you accepted. This is what changed.'
          : 'Your account was opened for you, so you have not been asked yet.'}
      </p>
      {due.map((document) => (
        <DocumentCard key={document.document} document={document} />
      ))}
      <Checkbox
        checked={agreed}
        onChange={(event) => setAgreed(event.target.checked)}
        error={missing && !agreed ? 'Tick this to go on, or log out.' : undefined}
      >
        I have read {due.map(({ document }) => `the ${DOCUMENT_NAMES[document]}`).join(' and ')}, and accept.
      </Checkbox>
      <FormError error={mutation.error} />
      <div>
        <Button type="submit" variant="primary" busy={mutation.isPending}>
          Accept and go on
        </Button>
      </div>
    </form>
  );
}

function DocumentCard({ document: { document, version, changes } }: { document: DocumentView }) {
  const name = DOCUMENT_NAMES[document];
  return (
    <Card title={name.charAt(0).toUpperCase() + name.slice(1)} lead={`Version of ${formatDay(version)}`}>
      {changes.length > 0 && (
        <ul className="mb-3 grid list-disc gap-1.5 pl-5 text-soft">
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
      <Link to={document === 'terms' ? '/terms' : '/privacy'} target="_blank" className={LINK}>
        Read the {name}
        <span className="sr-only"> (opens in a new tab)</span>
      </Link>
    </Card>
  );
}
