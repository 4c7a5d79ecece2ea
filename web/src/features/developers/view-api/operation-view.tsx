import { type ReactNode, useEffect, useRef, useState } from 'react';
import { CodeText } from '@/ui/code-text.tsx';
import { cx } from '@/ui/cx.ts';
import { type ApiDocument, curlOf, exampleOf, type Operation } from './operations.ts';
import { NamedValue, SchemaView } from './schema-view.tsx';

const METHOD_LOOK: Record<string, string> = {
  GET: 'bg-info-soft text-info',
  POST: 'bg-accent-soft text-accent-strong',
  PUT: 'bg-copper-soft text-copper',
  PATCH: 'bg-copper-soft text-copper',
  DELETE: 'bg-danger-soft text-danger',
};

/** One operation: a line that opens into everything there is to know for calling it. */
export function OperationView({
  operation,
  document,
  isTarget,
}: {
  operation: Operation;
  document: ApiDocument;
  /** The address names it: it is open and in view. */
  isTarget: boolean;
}) {
  const [open, setOpen] = useState(isTarget);
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isTarget) return;
    setOpen(true);
    place.current?.scrollIntoView({ block: 'start' });
  }, [isTarget]);
  const { id, method, path, summary } = operation;
  return (
    <article
      ref={place}
      id={id}
      data-operation={id}
      aria-label={`${method} ${path}`}
      className="scroll-mt-4 border-b border-line last:border-b-0"
    >
      <h3 className="font-normal tracking-normal">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex w-full flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-3 text-left hover:bg-sunken/60 focus-visible:-outline-offset-2 md:px-6"
        >
          <Method method={method} />
          <code className="min-w-0 flex-1 text-small font-semibold break-all">{path}</code>
          <span className="w-full text-small text-soft">{summary}</span>
        </button>
      </h3>
      {open && <Body operation={operation} document={document} />}
    </article>
  );
}

function Method({ method }: { method: string }) {
  return (
    <span className={cx('w-15 rounded px-1.5 py-0.5 text-center text-tiny font-semibold', METHOD_LOOK[method])}>
      {method}
    </span>
  );
}

function Body({ operation, document }: { operation: Operation; document: ApiDocument }) {
  const { id, aliases, permissions, grants, scopes, parameters, body, answers, errors } = operation;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5 border-t border-line bg-sunken/40 px-4 py-5 md:px-6">
      <p className="text-small text-soft">
        <a href={`#${id}`} className="font-medium text-accent underline underline-offset-4">
          {id}
        </a>
        {' · '}
        {permissions === null ? 'No session needed' : `Needs ${permissions.join(' or ')}`}
        {grants.length > 0 && `, or the grant ${grants.join(' or ')} on the campaign`}
        {permissions !== null && (scopes.length > 0 ? ' · Takes API keys' : ' · Takes no API keys')}
      </p>
      {aliases.length > 0 && (
        <Section title="Also at">
          <ul className="grid gap-1">
            {aliases.map((alias) => (
              <li key={`${alias.method} ${alias.path}`} className="flex flex-wrap items-baseline gap-2">
                <Method method={alias.method} />
                <code className="text-small break-all">{alias.path}</code>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {parameters.length > 0 && (
        <Section title="Parameters">
          <ul className="grid gap-2">
            {parameters.map((one) => (
              <li key={`${one.in} ${one.name}`}>
                <NamedValue {...one} place={one.in} document={document} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {body && (
        <Section title="Body">
          <SchemaView schema={body} document={document} />
          <CodeText label={`Example body of ${id}`} text={JSON.stringify(exampleOf(body, document), null, 2)} />
        </Section>
      )}
      {answers.map(({ status, schema }) => (
        <Section key={status} title={`Answer ${status}`}>
          {schema && (
            <>
              <SchemaView schema={schema} document={document} />
              <details className="mt-2">
                <summary className="min-h-8 text-small font-medium text-accent">Example answer</summary>
                <CodeText
                  label={`Example answer ${status} of ${id}`}
                  text={JSON.stringify(exampleOf(schema, document), null, 2)}
                />
              </details>
            </>
          )}
        </Section>
      ))}
      <Section title="Errors">
        <ul className="grid gap-1 text-small">
          {errors.map(({ status, codes }) => (
            <li key={status} className="wrap-anywhere">
              <span className="font-semibold tabular-nums">{status}</span> <code>{codes.join(', ')}</code>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Try it">
        <CodeText label={`Command that calls ${id}`} text={curlOf(operation, document, location.origin)} />
      </Section>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h4 className="mb-1.5 text-small font-semibold">{title}</h4>
      {children}
    </section>
  );
}
