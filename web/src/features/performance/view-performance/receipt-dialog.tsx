import { type ReactNode, useState } from 'react';
import { getReceipt } from '#contract/areas/receipts.ts';
import { METRIC_NAMES } from '#domain/social.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog } from '@/ui/dialog.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { saveFile } from '@/ui/save-file.ts';
import { countOf, platformName } from '@/ui/words.ts';
import { METRIC_WORDS, metricText } from './performance-words.ts';

/** A shown number: what it is, how it came about, and the receipts it was made from. */
export interface Proof {
  title: string;
  value: string;
  formula: string;
  receipts: readonly { receiptId: string; label: string }[];
}

/** Where a number comes from, down to the platform's answer as it came. */
export function ReceiptDialog({ proof, onClose }: { proof: Proof | undefined; onClose: () => void }) {
  return (
    <Dialog open={proof !== undefined} onClose={onClose} title="Where this number comes from">
      {proof && <Receipts proof={proof} />}
    </Dialog>
  );
}

function Receipts({ proof }: { proof: Proof }) {
  const [open, setOpen] = useState(proof.receipts.length === 1 ? proof.receipts[0]?.receiptId : undefined);
  return (
    <div className="grid gap-4">
      <div>
        <p className="text-small text-faint">{proof.title}</p>
        <p className="text-heading font-semibold tabular-nums">{proof.value}</p>
        <p className="mt-1 text-small text-soft">{proof.formula}</p>
      </div>
      {proof.receipts.length !== 1 && (
        <p className="text-small text-soft">
          {proof.receipts.length === 0
            ? 'No platform has given a number yet.'
            : `Made from ${countOf(proof.receipts.length, 'answer')} of platforms:`}
        </p>
      )}
      <ul className="grid gap-2">
        {proof.receipts.map(({ receiptId, label }) => (
          <li key={receiptId} className="rounded-control border border-line">
            {open === receiptId ? (
              <div className="p-4">
                <p className="mb-3 font-medium wrap-anywhere">{label}</p>
                <Receipt receiptId={receiptId} />
              </div>
            ) : (
              <Button
                variant="ghost"
                className="w-full justify-start! whitespace-normal! text-left"
                onClick={() => setOpen(receiptId)}
              >
                {label}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' });

function Receipt({ receiptId }: { receiptId: string }) {
  const receipt = useEndpoint(getReceipt, { params: { receiptId } });
  return (
    <Loaded query={receipt} rows={1} title="This receipt could not be loaded">
      {({ platform, handle, pulledAt, source, counts, followers, raw }) => (
        <div className="grid gap-3 text-small">
          <dl className="grid gap-2">
            <Fact name="Asked">
              {platformName(platform)}, account {handle}
            </Fact>
            <Fact name="Answered at">{exact.format(new Date(pulledAt))}</Fact>
            <Fact name="Call">
              <code className="break-all">{source}</code>
            </Fact>
            <Fact name="In this answer">
              {counts
                ? METRIC_NAMES.map(
                    (name) => `${METRIC_WORDS[name].name.toLowerCase()} ${metricText(counts[name], name)}`,
                  ).join(', ')
                : `followers ${metricText(followers, 'views')}`}
            </Fact>
            <Fact name="SHA-256 of the answer">
              <code className="break-all">{raw.sha256}</code>
            </Fact>
            <Fact name="Receipt">
              <code className="break-all">{receiptId}</code>
            </Fact>
          </dl>
          <details>
            <summary className="cursor-pointer font-medium text-accent">The answer as it came</summary>
            <section
              // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must reach that
              tabIndex={0}
              aria-label="The answer as it came"
              className="mt-2 max-h-60 overflow-auto rounded-control bg-sunken p-3"
            >
              <code className="text-tiny break-all whitespace-pre-wrap">{raw.text}</code>
            </section>
          </details>
          <p>
            <Button
              variant="secondary"
              onClick={() => saveFile(new Blob([raw.text], { type: 'application/json' }), `${receiptId}.json`)}
            >
              Save the answer
            </Button>
            <span className="mt-1 block text-tiny text-faint">JSON; the SHA-256 above is of exactly this file.</span>
          </p>
        </div>
      )}
    </Loaded>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-tiny text-faint">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}
