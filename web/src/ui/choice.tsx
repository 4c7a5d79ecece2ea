import type { ReactNode } from 'react';

/** A filter is no question that needs an answer, so it is neither required nor optional. */
export function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the one child
    <label className="grid gap-1.5 text-small font-medium">
      {label}
      {children}
    </label>
  );
}
