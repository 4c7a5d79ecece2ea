import { useSyncExternalStore } from 'react';
import { Icon } from '@/ui/icon.tsx';

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** Says when the device has no network, so that a waiting screen explains itself. */
export function OfflineNotice() {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status" aria-live="polite">
      {!online && (
        <p className="flex items-center justify-center gap-2 bg-copper-soft px-4 py-2 text-small font-medium text-copper">
          <Icon name="offline" className="size-4.5" />
          You are offline. What you see may be old, and changes cannot be saved.
        </p>
      )}
    </div>
  );
}
