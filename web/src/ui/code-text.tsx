import { useState } from 'react';
import { Button } from './button.tsx';

/** Text to copy, such as a command, a body or a key. */
export function CodeText({ label, text, wraps = false }: { label: string; text: string; wraps?: boolean }) {
  const [copied, setCopied] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  }
  return (
    <div className="mt-2 min-w-0">
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-control border border-line bg-surface p-3 text-tiny text-ink"
      >
        <pre className={wraps ? 'break-all whitespace-pre-wrap' : ''}>
          <code>{text}</code>
        </pre>
      </section>
      <Button
        size="small"
        className="mt-2"
        aria-label={`Copy: ${label}`}
        onClick={() => void copy().catch(() => undefined)}
      >
        {copied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  );
}
