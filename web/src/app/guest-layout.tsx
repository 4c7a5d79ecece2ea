import { Link, Outlet } from '@tanstack/react-router';
import { LegalLinks } from '@/features/legal/legal-links.tsx';
import { Icon, Mark } from '@/ui/icon.tsx';

const STEPS: readonly { amount: string; title: string; text: string }[] = [
  { amount: 'Agreed', title: 'Terms both sides signed', text: 'Price, pieces and dates in one contract.' },
  { amount: 'Held', title: 'Money set aside first', text: 'Paid in before work begins, touched by no one.' },
  { amount: 'Paid', title: 'Released on approval', text: 'On time, with a statement that balances.' },
];

/** The frame of log-in and sign-up: the form, and beside it on wide screens what the product stands for. */
export function GuestLayout() {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,30rem)] xl:grid-cols-[minmax(0,1fr)_minmax(0,36rem)]">
      <div className="flex flex-col px-5 py-6 sm:px-10">
        <header className="flex items-center gap-2.5">
          <span className="grid size-9 place-items-center rounded-control bg-side text-side-ink">
            <Mark className="size-6" />
          </span>
          <span className="text-lead font-semibold tracking-tight">Accord</span>
        </header>
        <main className="mx-auto flex w-full max-w-md flex-1 flex-col justify-center py-10">
          <Outlet />
        </main>
        <footer className="flex flex-wrap items-center gap-x-5 gap-y-1 text-small">
          <LegalLinks />
          <Link to="/developers" className="text-faint underline underline-offset-4 hover:text-ink">
            API for developers
          </Link>
        </footer>
      </div>
      <aside
        aria-label="How Accord works"
        className="hidden flex-col justify-center bg-side px-12 py-16 text-side-ink lg:flex xl:px-16"
      >
        <p className="max-w-sm text-display font-semibold tracking-tight text-balance">
          Campaigns where the money is settled before the work starts.
        </p>
        <ol className="mt-12 max-w-sm border-l border-side-line">
          {STEPS.map((step) => (
            <li key={step.title} className="relative pb-8 pl-7 last:pb-0">
              <span className="absolute top-0.5 -left-3 grid size-6 place-items-center rounded-full bg-side-active text-glow">
                <Icon name="check" className="size-3.5" />
              </span>
              <p className="text-tiny font-semibold text-glow">{step.amount}</p>
              <p className="mt-0.5 text-lead font-medium">{step.title}</p>
              <p className="mt-0.5 text-side-soft">{step.text}</p>
            </li>
          ))}
        </ol>
      </aside>
    </div>
  );
}
