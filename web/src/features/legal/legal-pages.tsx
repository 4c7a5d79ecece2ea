import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { BROWSER_STORAGE, type StoredEntry } from '#domain/browser-storage.ts';
import { currentVersionOf, DOCUMENT_VERSIONS, type LegalDocument } from '#domain/documents.ts';
import { useSession } from '@/api/session.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { Badge } from '@/ui/feedback.tsx';
import { Mark } from '@/ui/icon.tsx';
import { Card, type Column, DataTable, usePageTitle } from '@/ui/layout.tsx';
import { formatDay } from '@/ui/relative-time.tsx';
import { LegalLinks } from './legal-links.tsx';
import { PRIVACY, type Section, TERMS } from './legal-texts.ts';

const LINK = 'font-medium text-accent underline underline-offset-4 hover:text-accent-strong';

export function ViewTerms() {
  return <Document document="terms" title="Terms of use" sections={TERMS} />;
}

export function ViewPrivacy() {
  return <Document document="privacy" title="Privacy policy" sections={PRIVACY} />;
}

/** What the site leaves in a browser, and why it does not ask first. */
export function ViewCookies() {
  return (
    <LegalFrame
      title="Cookies"
      lead="This site sets only what it needs to work, and remembers a setting when you choose one. No analytics, no advertising, nobody else’s cookies."
    >
      <Card
        title="What is kept in your browser"
        lead="Everything, with its purpose and how long it stays."
        className="pb-0! md:pb-0!"
      >
        <div className="-mx-5 md:-mx-6">
          <DataTable
            caption="Cookies and browser storage"
            columns={COLUMNS}
            rows={BROWSER_STORAGE}
            keyOf={({ name }) => name}
          />
        </div>
      </Card>
      <Card title="Your choices">
        <ul className="grid gap-4">
          <Choice name="Strictly necessary" state="Always on" tone="good">
            Without them you could not log in. The law asks for no consent to them, so no banner stands in your way.
          </Choice>
          <Choice name="Settings" state="Only when you choose" tone="good">
            Kept because you asked for it, and removed when you take the choice back.
          </Choice>
          <Choice name="Analytics" state="Not used" tone="neutral">
            Should we ever count how the product is used, then only for who allowed it: <OwnChoice />
          </Choice>
          <Choice name="Advertising" state="Not used" tone="neutral">
            There is none, and there will be none.
          </Choice>
        </ul>
      </Card>
    </LegalFrame>
  );
}

function OwnChoice() {
  const signedIn = useSession().status === 'signed-in';
  return signedIn ? (
    <>
      your choice is kept under{' '}
      <Link to="/account/privacy" className={LINK}>
        Account → Privacy
      </Link>
      .
    </>
  ) : (
    'the choice is kept in your account, under Privacy.'
  );
}

function Choice(props: { name: string; state: string; tone: 'good' | 'neutral'; children: ReactNode }) {
  return (
    <li>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
        {props.name} <Badge tone={props.tone}>{props.state}</Badge>
      </p>
      <p className="mt-0.5 text-soft">{props.children}</p>
    </li>
  );
}

const COLUMNS: readonly Column<StoredEntry>[] = [
  {
    header: 'Name',
    primary: true,
    cell: ({ name, where }) => (
      <>
        <code className="block font-semibold">{name}</code>
        <span className="block text-small text-faint">{where === 'cookie' ? 'Cookie' : 'Browser storage'}</span>
      </>
    ),
  },
  { header: 'Purpose', cell: ({ purpose }) => <span className="text-small">{purpose}</span> },
  { header: 'Stays', cell: ({ lifetime }) => <span className="text-small text-soft">{lifetime}</span> },
];

function Document(props: { document: LegalDocument; title: string; sections: readonly Section[] }) {
  const { version } = currentVersionOf(props.document);
  return (
    <LegalFrame title={props.title} lead={`Version of ${formatDay(version)}.`}>
      <Card>
        <ol className="grid max-w-prose gap-7">
          {props.sections.map(({ title, paragraphs }, index) => (
            <li key={title}>
              <h2 className="text-heading font-semibold">
                {index + 1}. {title}
              </h2>
              {paragraphs.map((paragraph) => (
                <p key={paragraph} className="mt-2 text-soft">
                  {paragraph}
                </p>
              ))}
            </li>
          ))}
        </ol>
      </Card>
      <Card title="Versions">
        <ul className="grid gap-4">
          {DOCUMENT_VERSIONS[props.document].toReversed().map((one) => (
            <li key={one.version}>
              <p className="font-medium">
                {formatDay(one.version)} {one.version === version && <Badge tone="good">Holds now</Badge>}
              </p>
              <Changes changes={one.changes.length > 0 ? one.changes : ['The first version.']} />
            </li>
          ))}
        </ul>
      </Card>
    </LegalFrame>
  );
}

function Changes({ changes }: { changes: readonly string[] }) {
  return (
    <ul className="mt-1 grid list-disc gap-1 pl-5 text-soft">
      {changes.map((change) => (
        <li key={change}>{change}</li>
      ))}
    </ul>
  );
}

function LegalFrame({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  usePageTitle(title);
  return (
    <div className="min-h-dvh">
      <header className="flex flex-wrap items-center justify-between gap-3 bg-side px-4 py-3 text-side-ink md:px-10">
        <Link to="/" className="flex min-h-11 items-center gap-2.5 focus-visible:outline-glow">
          <Mark className="size-8" />
          <span className="text-lead font-semibold tracking-tight">Accord</span>
        </Link>
        <ButtonLink to="/" size="small">
          Open Accord
        </ButtonLink>
      </header>
      <main className="mx-auto w-full max-w-4xl px-4 py-8 sm:px-6 md:px-10">
        <h1 className="text-title font-semibold tracking-tight">{title}</h1>
        <p className="mt-1.5 max-w-2xl text-soft">{lead}</p>
        <div className="mt-6 grid gap-5">{children}</div>
      </main>
      <footer className="mx-auto w-full max-w-4xl px-4 pb-10 sm:px-6 md:px-10">
        <LegalLinks />
      </footer>
    </div>
  );
}
