import type * as z from 'zod/mini';
import type { Deed } from '#contract/areas/deeds.ts';
import { RightsWarnings } from '@/features/offers/rights-warnings.tsx';
import { Card } from '@/ui/layout.tsx';

export type DeedView = z.output<typeof Deed>;

/** A contract as it is read: its clauses in order, warnings first, and the hash of exactly this text below. */
export function DeedText({ deed }: { deed: DeedView }) {
  return (
    <div className="grid min-w-0 gap-5">
      <RightsWarnings warnings={deed.warnings} />
      <Card>
        <h2 className="mb-5 text-heading font-semibold wrap-anywhere">{deed.title}</h2>
        <ol className="grid gap-6">
          {deed.clauses.map(({ id, heading, paragraphs }, index) => (
            <li key={id}>
              <h3 className="font-semibold">
                {index + 1}. {heading}
              </h3>
              <div className="mt-1.5 grid max-w-prose gap-2 text-soft">
                {paragraphs.map((text) => (
                  <p key={text} className="whitespace-pre-line wrap-anywhere">
                    {text}
                  </p>
                ))}
              </div>
            </li>
          ))}
        </ol>
        <p className="mt-6 border-t border-line pt-4 text-small text-faint">
          Fingerprint of this text (SHA-256), from template {deed.template}:{' '}
          <span className="font-mono text-tiny break-all">{deed.documentHash}</span>
        </p>
      </Card>
    </div>
  );
}
