import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';

/** The head of a screen; sets the title of the document as well. */
export function PageHeader(props: {
  title: string;
  lead?: ReactNode;
  badge?: ReactNode;
  actions?: ReactNode;
  back?: { label: string } & Pick<LinkProps, 'to' | 'params' | 'search'>;
}) {
  usePageTitle(props.title);
  return (
    <header className="mb-6 md:mb-8">
      {props.back && (
        <Link
          {...linkOf(props.back)}
          className="-ml-1 mb-2 inline-flex min-h-8 items-center gap-1 text-small font-medium text-soft hover:text-ink"
        >
          <Icon name="left" className="size-4 flex-none" />
          <span className="min-w-0 wrap-anywhere">{props.back.label}</span>
        </Link>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div className="min-w-0 max-w-2xl">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="text-title font-semibold tracking-tight wrap-anywhere">{props.title}</h1>
            {props.badge}
          </div>
          {props.lead && <p className="mt-1.5 wrap-anywhere text-soft">{props.lead}</p>}
        </div>
        {props.actions && <div className="flex flex-wrap gap-2">{props.actions}</div>}
      </div>
    </header>
  );
}

function linkOf({ label: _, ...link }: { label: string } & Pick<LinkProps, 'to' | 'params' | 'search'>) {
  return link as LinkProps;
}

/** Names the document for tabs, history and screen readers. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Accord`;
  }, [title]);
}

/** A block of a screen on its own surface. */
export function Card({
  title,
  lead,
  actions,
  children,
  className,
}: {
  title?: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section className={cx('rounded-card border border-line bg-surface p-5 shadow-card md:p-6', className)}>
      {(title || actions) && (
        <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
          <div className="min-w-0">
            {title && <h2 className="text-heading font-semibold wrap-anywhere">{title}</h2>}
            {lead && <p className="mt-0.5 text-small wrap-anywhere text-faint">{lead}</p>}
          </div>
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}

/** Names and values, one under the other. */
export function Facts({ items }: { items: readonly { name: string; value: ReactNode }[] }) {
  return (
    <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
      {items.map((item) => (
        <div key={item.name} className="min-w-0">
          <dt className="text-small text-faint">{item.name}</dt>
          <dd className="mt-0.5 wrap-anywhere">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

export interface Column<Row> {
  header: string;
  cell: (row: Row) => ReactNode;
  align?: 'right';
  /** The cell that names the row. */
  primary?: boolean;
}

/** A table on wide screens; on a phone each row is a card with the headers as labels. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  keyOf,
}: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
}) {
  return (
    <table className="block w-full border-separate border-spacing-0 md:table">
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only md:not-sr-only md:table-header-group">
        <tr>
          {columns.map((column) => (
            <th
              key={column.header}
              scope="col"
              className={cx(
                'border-b border-line px-4 py-2.5 text-left text-tiny font-semibold text-faint first:pl-6 last:pr-6',
                column.align === 'right' && 'text-right',
              )}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="block md:table-row-group">
        {rows.map((row) => (
          <tr
            key={keyOf(row)}
            className="relative block border-b border-line px-5 py-4 last:border-b-0 hover:bg-sunken/60 md:table-row md:p-0"
          >
            {columns.map((column) => (
              <td
                key={column.header}
                className={cx(
                  'flex items-baseline justify-between gap-4 py-0.5 md:table-cell md:border-b md:border-line md:px-4 md:py-3.5 md:first:pl-6 md:last:pr-6 md:in-[tr:last-child]:border-b-0',
                  column.align === 'right' && 'md:text-right',
                  column.primary && 'mb-1 md:mb-0',
                )}
              >
                {!column.primary && (
                  <span aria-hidden="true" className="text-small text-faint md:hidden">
                    {column.header}
                  </span>
                )}
                <span
                  className={cx('min-w-0', column.primary ? 'wrap-anywhere' : 'text-right md:[text-align:inherit]')}
                >
                  {column.cell(row)}
                </span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
