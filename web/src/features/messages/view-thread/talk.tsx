import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { countMessages, getThread, listMessages, listThreads, readThread } from '#contract/areas/messages.ts';
import { noteAndFollow, readAgainSoon } from '@/api/follow-up.ts';
import { remember, useEndpointMutation, useEndpointPages } from '@/api/hooks.ts';
import { useMay, useUser } from '@/api/session.ts';
import { useSide } from '@/features/offers/offer-words.tsx';
import { Button } from '@/ui/button.tsx';
import { cx } from '@/ui/cx.ts';
import { ErrorPanel, SkeletonRows } from '@/ui/feedback.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import type { MessageView, ThreadView } from '../thread-words.ts';
import { Attachments } from './attachments.tsx';
import { WriteMessage } from './write-message.tsx';

/** Everything that was said in a talk, oldest first, and the place to answer. Whoever sees it has read it. */
export function Talk({ thread }: { thread: ThreadView }) {
  const { threadId } = thread;
  const pages = useEndpointPages(
    listMessages,
    { params: { threadId }, query: { limit: 50 } },
    { keyOf: (one) => one.messageId, belongs: (one) => one.threadId === threadId },
  );
  const messages = pages.items && [...pages.items].sort((a, b) => a.number - b.number);
  const newest = messages?.at(-1)?.number ?? 0;
  const mayWrite = useMay('message:write', thread.campaignId);
  const log = useFollowedEnd(newest);
  useReading(thread, newest);
  return (
    <section aria-label="Talk" className="min-w-0 rounded-card border border-line bg-surface shadow-card">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div ref={log} tabIndex={0} role="log" aria-label="Messages" className="max-h-[58dvh] overflow-y-auto p-4 md:p-5">
        {pages.error && !messages && <ErrorPanel error={pages.error} onRetry={() => void pages.refetch()} />}
        {!messages && !pages.error && <SkeletonRows rows={3} />}
        {pages.hasNextPage && (
          <div className="mb-4 flex justify-center">
            <Button size="small" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              Show older messages
            </Button>
          </div>
        )}
        {messages && <Said messages={messages} thread={thread} />}
      </div>
      {mayWrite && <WriteMessage thread={thread} />}
    </section>
  );
}

function Said({ messages, thread }: { messages: readonly MessageView[]; thread: ThreadView }) {
  const side = useSide();
  const lastOwn = messages.findLast((one) => one.by === side)?.number;
  return (
    <ol className="grid grid-cols-1 gap-4">
      {messages.map((message) => (
        <li key={message.messageId} className={cx('flex', message.by === side ? 'justify-end' : 'justify-start')}>
          <Bubble message={message} isOwnSide={message.by === side}>
            {message.number === lastOwn && <ReadMark message={message} thread={thread} />}
          </Bubble>
        </li>
      ))}
    </ol>
  );
}

function Bubble(props: { message: MessageView; isOwnSide: boolean; children: React.ReactNode }) {
  const { message, isOwnSide } = props;
  const { userId } = useUser();
  return (
    <article className="max-w-[85%] min-w-0">
      <p className={cx('mb-1 text-tiny text-faint', isOwnSide && 'text-right')}>
        <span className="font-semibold text-ink">{message.userId === userId ? 'You' : message.authorName}</span>{' '}
        <RelativeTime at={message.createdAt} />
      </p>
      <div
        className={cx(
          'rounded-card px-4 py-2.5 whitespace-pre-line wrap-anywhere',
          isOwnSide ? 'bg-accent-soft' : 'bg-sunken',
        )}
      >
        {message.text}
        <Attachments attachments={message.attachments} />
      </div>
      {props.children}
    </article>
  );
}

/** Whether the other side has seen what was said last. */
function ReadMark({ message, thread: { readByOther } }: { message: MessageView; thread: ThreadView }) {
  const isRead = readByOther !== null && readByOther.number >= message.number;
  return (
    <p className="mt-1 text-right text-tiny text-faint">
      {isRead ? (
        <>
          Read <RelativeTime at={readByOther.at} />
        </>
      ) : (
        'Sent'
      )}
    </p>
  );
}

/** The element whose end stays in view when something is added there, unless its reader has gone back. */
function useFollowedEnd(newest: number) {
  const element = useRef<HTMLDivElement>(null);
  const shown = useRef(0);
  useLayoutEffect(() => {
    const log = element.current;
    if (!log || newest <= shown.current) return;
    const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < log.clientHeight;
    if (shown.current === 0 || isAtEnd) log.scrollTop = log.scrollHeight;
    shown.current = newest;
  }, [newest]);
  return element;
}

const onVisibility = (listener: () => void) => {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
};

/** Says that the newest message is read, once it is shown in a tab that is looked at. */
function useReading({ threadId, unread }: ThreadView, newest: number): void {
  const isVisible = useSyncExternalStore(onVisibility, () => document.visibilityState === 'visible');
  const { mutate } = useEndpointMutation(readThread, {
    onSuccess: (thread) => {
      remember(getThread, { params: { threadId } }, thread);
      noteAndFollow(listThreads, threadId, thread);
      readAgainSoon(countMessages);
    },
    invalidates: [countMessages, listThreads],
  });
  useEffect(() => {
    if (isVisible && newest > 0 && unread > 0) mutate({ params: { threadId }, body: { number: newest } });
  }, [isVisible, newest, unread, threadId, mutate]);
}
