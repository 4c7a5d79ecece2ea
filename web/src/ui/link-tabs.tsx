import { Link, type LinkProps } from '@tanstack/react-router';

/** Parts of one thing, each with its own address: a link can be kept, sent and gone back to. */
export function LinkTabs<Id extends string>(props: {
  label: string;
  tabs: readonly { id: Id; label: string }[];
  linkOf: (id: Id) => Pick<LinkProps, 'to' | 'params' | 'search'>;
}) {
  return (
    <nav ref={showCurrent} aria-label={props.label} className="-mx-4 mb-6 overflow-x-auto px-4 sm:mx-0 sm:px-0">
      <ul className="flex min-w-max gap-1 border-b border-line">
        {props.tabs.map((tab) => (
          <li key={tab.id}>
            <Link
              {...(props.linkOf(tab.id) as LinkProps)}
              resetScroll={false}
              activeOptions={{ exact: true, includeSearch: true }}
              className="-mb-px flex min-h-11 items-center border-b-2 border-transparent px-3 text-small font-medium text-soft hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:border-accent aria-[current=page]:text-ink"
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** On a narrow screen the row is wider than what is seen of it: the tab one has come to must be among that. */
function showCurrent(row: HTMLElement | null): void {
  row?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
}
