import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Button } from '@/ui/button.tsx';
import { ErrorPanel } from '@/ui/feedback.tsx';
import { usePageTitle } from '@/ui/layout.tsx';

/** An address that leads nowhere. */
export function NotFound() {
  usePageTitle('Not found');
  return (
    <main className="mx-auto flex max-w-lg flex-col items-start px-6 py-20">
      <p className="text-small font-semibold text-copper">404</p>
      <h1 className="mt-2 text-title font-semibold">There is nothing at this address</h1>
      <p className="mt-2 text-soft">It may have been deleted, or it belongs to another workspace.</p>
      <Link to="/" className="mt-6 font-medium text-accent underline underline-offset-4">
        Go to the start
      </Link>
    </main>
  );
}

/** An error nobody expected: the screen is replaced, the rest of the site stays. */
export function Crash({ error, reset }: ErrorComponentProps) {
  usePageTitle('Something went wrong');
  useEffect(() => {
    console.error(error);
  }, [error]);
  const stale = /dynamically imported module|module script failed/i.test(String(error));
  return (
    <main className="mx-auto max-w-2xl px-4 py-16">
      <h1 className="sr-only">Something went wrong</h1>
      {stale ? (
        <div role="alert" className="rounded-card border border-line bg-surface p-6">
          <h2 className="text-heading font-semibold">There is a newer version of this page</h2>
          <p className="mt-1 mb-4 text-soft">Or the connection broke while it was loading. Load it again to go on.</p>
          <Button variant="primary" onClick={() => window.location.reload()}>
            Load again
          </Button>
        </div>
      ) : (
        <ErrorPanel error={error} onRetry={reset} title="This screen stopped working" />
      )}
    </main>
  );
}
