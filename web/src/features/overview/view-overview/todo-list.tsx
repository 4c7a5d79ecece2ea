import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Icon, type IconName } from '@/ui/icon.tsx';
import { Card } from '@/ui/layout.tsx';

export interface Todo {
  key: string;
  icon: IconName;
  title: ReactNode;
  detail: ReactNode;
  aside?: ReactNode;
  link: Pick<LinkProps, 'to' | 'params' | 'search'>;
}

/** Things to do, each a link to where it is done. */
export function TodoList({ items, label }: { items: readonly Todo[]; label: string }) {
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {items.map(({ key, icon, title, detail, aside, link }) => (
        <li key={key} className="relative flex items-start gap-3 px-5 py-3.5 hover:bg-sunken/60 md:px-6">
          <span className="mt-0.5 grid size-9 flex-none place-items-center rounded-full bg-accent-soft text-accent">
            <Icon name={icon} className="size-4.5" />
          </span>
          <div className="min-w-0 flex-1">
            <Link
              {...(link as LinkProps)}
              className="font-medium wrap-anywhere after:absolute after:inset-0 hover:text-accent focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
            >
              {title}
            </Link>
            <p className="text-small wrap-anywhere text-soft">{detail}</p>
          </div>
          {aside && <span className="flex-none text-right text-small text-soft">{aside}</span>}
        </li>
      ))}
    </ul>
  );
}

/** A list on its own surface, edge to edge. */
export function ListCard({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <Card title={title} {...(lead ? { lead } : {})} className="pb-1! md:pb-2!">
      <div className="-mx-5 md:-mx-6">{children}</div>
    </Card>
  );
}

/** What a list says when there is nothing on it. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className="px-5 pb-4 text-soft md:px-6">{children}</p>;
}

/** A figure with its name. */
export function Figure({ name, value, note }: { name: string; value: ReactNode; note?: ReactNode }) {
  return (
    <div className="min-w-0 px-5 py-4 md:px-6">
      <dt className="text-small text-faint">{name}</dt>
      <dd>
        <span className="text-heading font-semibold tabular-nums">{value}</span>
        {note && <span className="block text-tiny text-faint">{note}</span>}
      </dd>
    </div>
  );
}

/** Figures side by side, two to a row on a phone. */
export function Figures({ label, children }: { label: string; children: ReactNode }) {
  return (
    <dl
      aria-label={label}
      className="grid grid-cols-2 overflow-hidden rounded-card border border-line bg-surface shadow-card sm:grid-cols-4 sm:divide-x sm:divide-line"
    >
      {children}
    </dl>
  );
}
