import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Mark } from '@/ui/icon.tsx';
import { LegalLinks } from './legal-links.tsx';

/** The frame of what whoever has a link sees, with an account or without. */
export function OpenPage({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="bg-side px-4 py-3 text-side-ink md:px-10">
        <Link to="/" className="inline-flex min-h-11 items-center gap-2.5 focus-visible:outline-glow">
          <Mark className="size-8" />
          <span className="text-lead font-semibold tracking-tight">Accord</span>
        </Link>
      </header>
      <main className="mx-auto w-full max-w-2xl flex-1 px-4 py-8 sm:px-6">
        <h1 className="text-title font-semibold tracking-tight wrap-anywhere">{title}</h1>
        <p className="mt-1.5 text-soft">{lead}</p>
        <div className="mt-6 grid gap-5">{children}</div>
      </main>
      <footer className="mx-auto w-full max-w-2xl px-4 pb-8 sm:px-6">
        <LegalLinks />
      </footer>
    </div>
  );
}
