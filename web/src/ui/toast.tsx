import { useSyncExternalStore } from 'react';
import { Icon } from './icon.tsx';

interface Toast {
  id: number;
  message: string;
}

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function dismiss(id: number): void {
  set(toasts.filter((toast) => toast.id !== id));
}

/** Says for six seconds that something worked, in place of what was said before. Failures do not go here: they stay where they happened. */
export function toast(message: string): void {
  lastId += 1;
  const id = lastId;
  set([{ id, message }]);
  setTimeout(() => dismiss(id), 6_000);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where toasts appear; mounted once. */
export function Toaster() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-20 z-40 flex flex-col items-center gap-2 md:inset-x-auto md:right-6 md:bottom-6 md:items-end"
    >
      {shown.map((one) => (
        <div
          key={one.id}
          className="pointer-events-auto flex max-w-sm items-center gap-3 rounded-control border border-side-line bg-side px-4 py-3 text-small text-side-ink shadow-lifted"
        >
          <Icon name="check" className="flex-none text-glow" />
          <span className="flex-1">{one.message}</span>
          <button
            type="button"
            aria-label="Dismiss"
            onClick={() => dismiss(one.id)}
            className="-mr-2 grid size-8 place-items-center rounded-control hover:bg-side-active"
          >
            <Icon name="close" className="size-4" />
          </button>
        </div>
      ))}
    </div>
  );
}
