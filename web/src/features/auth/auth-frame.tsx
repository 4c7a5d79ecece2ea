import type { ReactNode } from 'react';
import { usePageTitle } from '@/ui/layout.tsx';

/** Head and foot that the log-in screens share. */
export function AuthFrame({
  title,
  lead,
  children,
  foot,
}: {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
}) {
  usePageTitle(title);
  return (
    <>
      <h1 className="text-title font-semibold tracking-tight">{title}</h1>
      {lead && <p className="mt-2 text-soft">{lead}</p>}
      <div className="mt-7">{children}</div>
      {foot && <div className="mt-7 border-t border-line pt-5 text-small text-soft">{foot}</div>}
    </>
  );
}

export const LINK = 'font-medium text-accent underline underline-offset-4 hover:text-accent-strong';
