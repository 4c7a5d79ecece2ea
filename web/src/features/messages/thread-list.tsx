import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { listThreads, searchMessages } from '#contract/areas/messages.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { useSide } from '@/features/offers/offer-words.tsx';
import { Button } from '@/ui/button.tsx';
import { cx } from '@/ui/cx.ts';
import { Input } from '@/ui/field.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { aboutText, acrossFrom, type MessageView, type ThreadView } from './thread-words.ts';
import { UnreadCount } from './unread-badge.tsx';

/** The talks one takes part in, of all campaigns or of one, the newest message first. */
export function ThreadList({ campaignId, empty }: { campaignId?: string; empty: ReactNode }) {
  const threads = useEndpointPages(
    listThreads,
    { query: campaignId ? { campaignId } : {} },
    { keyOf: (one) => one.threadId, belongs: (one) => campaignId === undefined || one.campaignId === campaignId },
  );
  const items = threads.items && [...threads.items].sort((a, b) => (a.last.at < b.last.at ? 1 : -1));
  return (
    <LoadedPages query={{ ...threads, items }} empty={empty}>
      {(all) => (
        <ul
          aria-label="Talks"
          className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface"
        >
          {all.map((thread) => (
            <li key={thread.threadId}>
              <Row thread={thread} />
            </li>
          ))}
        </ul>
      )}
    </LoadedPages>
  );
}

const ROW =
  'block px-4 py-3 no-underline hover:bg-sunken/60 focus-visible:-outline-offset-2 aria-[current=page]:bg-accent-soft';

function Row({ thread }: { thread: ThreadView }) {
  const side = useSide();
  const { last, unread } = thread;
  return (
    <Link to="/messages/$threadId" params={{ threadId: thread.threadId }} className={ROW}>
      <span className="flex items-baseline justify-between gap-3">
        <span className={cx('min-w-0 truncate', unread > 0 ? 'font-semibold' : 'font-medium')}>
          {acrossFrom(side, thread)}
        </span>
        <span className="flex-none text-tiny text-soft">
          <RelativeTime at={last.at} />
        </span>
      </span>
      <span className="block truncate text-tiny text-soft">{aboutText(thread)}</span>
      <span className="mt-0.5 flex items-center justify-between gap-3">
        <span className={cx('min-w-0 truncate text-small', unread > 0 ? 'text-ink' : 'text-soft')}>
          {last.by === side ? `${last.authorName}: ` : ''}
          {last.excerpt}
        </span>
        {unread > 0 && <UnreadCount unread={unread} />}
      </span>
    </Link>
  );
}

/** The inbox: a search over everything that was said, and the talks while nothing is searched. */
export function Inbox({ empty }: { empty: ReactNode }) {
  const [typed, setTyped] = useState('');
  const [searched, setSearched] = useState('');
  return (
    <div className="grid gap-3">
      <search aria-label="Messages">
        <form
          className="flex gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            setSearched(typed.trim().length < 2 ? '' : typed.trim());
          }}
        >
          <Input
            type="search"
            aria-label="Search messages"
            placeholder="Search messages"
            maxLength={100}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              if (event.target.value === '') setSearched('');
            }}
          />
          <Button type="submit" icon="search">
            Search
          </Button>
        </form>
      </search>
      {searched === '' ? <ThreadList empty={empty} /> : <Found words={searched} />}
    </div>
  );
}

/** Messages that hold all words of a search; each call looks a good way back, and older ones are looked through on demand. */
function Found({ words }: { words: string }) {
  const found = useEndpointPages(searchMessages, { query: { q: words } }, { keyOf: (one) => one.messageId });
  return (
    <section aria-label={`Messages with “${words}”`}>
      <LoadedPages
        query={found}
        empty={
          <p role="status" className="rounded-card border border-line bg-surface px-4 py-6 text-soft">
            {found.hasNextPage ? 'Nothing in the newest messages.' : `No message holds “${words}”.`}
          </p>
        }
      >
        {(items) => (
          <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface">
            {items.map((message) => (
              <li key={message.messageId}>
                <Hit message={message} />
              </li>
            ))}
          </ul>
        )}
      </LoadedPages>
    </section>
  );
}

function Hit({ message }: { message: MessageView }) {
  const side = useSide();
  return (
    <Link to="/messages/$threadId" params={{ threadId: message.threadId }} className={ROW}>
      <span className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 truncate font-medium">{message.authorName}</span>
        <span className="flex-none text-tiny text-soft">
          <RelativeTime at={message.createdAt} />
        </span>
      </span>
      <span className="block truncate text-tiny text-soft">
        {acrossFrom(side, message)} · {message.campaignTitle}
      </span>
      <span className="mt-0.5 line-clamp-3 text-small wrap-anywhere text-soft">{message.text}</span>
    </Link>
  );
}
