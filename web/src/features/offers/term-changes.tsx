import type { TermsChange } from './diff-terms.ts';

/** What one version of terms says otherwise than the one before: both values, the old one struck out. */
export function Changes({ changes }: { changes: readonly TermsChange[] }) {
  if (changes.length === 0) return <p className="mt-1 text-small text-soft">The same terms, with another message.</p>;
  return (
    <dl className="mt-2 grid gap-2">
      {changes.map((change) => (
        <div key={change.name} className="rounded-control bg-sunken px-4 py-2.5 text-small">
          <dt className="text-faint">{change.name}</dt>
          <dd className="mt-0.5 flex flex-wrap items-baseline gap-x-3 gap-y-1 wrap-anywhere">
            <del className="text-soft decoration-danger">
              <span className="sr-only">before: </span>
              {change.before}
            </del>
            <ins className="font-semibold no-underline">
              <span className="sr-only">now: </span>
              {change.after}
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
