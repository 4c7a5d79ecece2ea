import { Link, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { getOpenApi } from '#contract/areas/system.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { Mark } from '@/ui/icon.tsx';
import { usePageTitle } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { countOf } from '@/ui/words.ts';
import { Guides } from './guides.tsx';
import { OperationView } from './operation-view.tsx';
import { type ApiDocument, matching, operationsOf } from './operations.ts';

/** The API, read from its own OpenAPI document; for anyone. */
export function ViewApi() {
  usePageTitle('API');
  const document = useEndpoint(getOpenApi, {});
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
      <main className="mx-auto w-full max-w-6xl px-4 py-8 sm:px-6 md:px-10">
        <h1 className="text-title font-semibold tracking-tight">API</h1>
        <p className="mt-1.5 max-w-2xl text-soft">
          Everything the screens do goes over this API. The same description is there for machines at{' '}
          <a href="/api/v1/openapi.json" className="font-medium text-accent underline underline-offset-4">
            /api/v1/openapi.json
          </a>
          .
        </p>
        <Rules />
        <Loaded query={document}>
          {(data) => (
            <>
              <Guides document={data as unknown as ApiDocument} />
              <Reference document={data as unknown as ApiDocument} />
            </>
          )}
        </Loaded>
      </main>
    </div>
  );
}

const RULES: readonly { name: string; text: ReactNode }[] = [
  {
    name: 'Signing in',
    text: (
      <>
        <code>POST /api/v1/auth/login</code> answers an access token; send it, or an API key of your workspace, as{' '}
        <code>Authorization: Bearer …</code>.
      </>
    ),
  },
  {
    name: 'Safe to repeat',
    text: (
      <>
        Send an <code>Idempotency-Key</code> with what changes something; a repeat gets the first answer.
      </>
    ),
  },
  { name: 'Money', text: 'Whole minor units with a currency: 1250 EUR is €12.50.' },
  {
    name: 'Lists',
    text: (
      <>
        <code>limit</code> up to 100, and the <code>nextCursor</code> of a page as <code>cursor</code> of the next.
      </>
    ),
  },
  {
    name: 'Errors',
    text: (
      <>
        <code>application/problem+json</code> with a <code>code</code> that stays the same, every issue with its path,
        and a <code>correlationId</code>.
      </>
    ),
  },
  { name: 'Limits', text: '429 with Retry-After; numbers that a platform does not say are null, never zero.' },
];

function Rules() {
  return (
    <dl className="my-6 grid gap-x-8 gap-y-4 rounded-card border border-line bg-surface p-5 sm:grid-cols-2 lg:grid-cols-3">
      {RULES.map(({ name, text }) => (
        <div key={name} className="min-w-0">
          <dt className="text-small font-semibold">{name}</dt>
          <dd className="text-small wrap-anywhere text-soft">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function Reference({ document }: { document: ApiDocument }) {
  const [search, setSearch] = useState('');
  const deferred = useDeferredValue(search);
  const target = useRouterState({ select: ({ location }) => location.hash });
  const operations = useMemo(() => operationsOf(document), [document]);
  const shown = matching(operations, deferred);
  const areas = [...new Set(shown.map(({ area }) => area))].sort();
  return (
    <>
      <div className="mb-6 max-w-xl">
        <label htmlFor="api-search" className="mb-1 block text-small font-medium">
          Search
        </label>
        <input
          id="api-search"
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder="campaign, POST, offer:write"
          className="control"
        />
        <p role="status" className="mt-1 text-small text-faint">
          {countOf(shown.length, 'operation')} of {operations.length}
        </p>
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-[11rem_minmax(0,1fr)]">
        <nav aria-label="Areas" className="lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:overflow-y-auto">
          <ul className="flex flex-wrap gap-1 lg:grid">
            {areas.map((area) => (
              <li key={area}>
                <a
                  href={`#area-${area}`}
                  className="flex min-h-9 items-center rounded-control px-2.5 text-small font-medium text-soft hover:bg-sunken hover:text-ink"
                >
                  {nameOf(area)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-6">
          {areas.map((area) => (
            <section key={area} aria-labelledby={`area-${area}`}>
              <h2 id={`area-${area}`} className="mb-2 scroll-mt-4 text-heading font-semibold">
                {nameOf(area)}
              </h2>
              <div className="overflow-hidden rounded-card border border-line bg-surface shadow-card">
                {shown
                  .filter((operation) => operation.area === area)
                  .map((operation) => (
                    <OperationView
                      key={operation.id}
                      operation={operation}
                      document={document}
                      isTarget={operation.id === target}
                    />
                  ))}
              </div>
            </section>
          ))}
        </div>
      </div>
    </>
  );
}

function nameOf(area: string): string {
  return area.charAt(0).toUpperCase() + area.slice(1);
}
