import { useNavigate } from '@tanstack/react-router';
import type * as z from 'zod/mini';
import {
  countUnread,
  listNotifications,
  type Notification,
  readAll,
  readNotification,
} from '#contract/areas/notifications.ts';
import { useEndpointMutation, useEndpointPages } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { cx } from '@/ui/cx.ts';
import { ErrorPanel, SkeletonRows } from '@/ui/feedback.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import type { NotificationFilter } from './routes.ts';

type Item = z.output<typeof Notification>;

const CHANGED = [listNotifications, countUnread] as const;

/** What the person was told, newest first; following one marks it as read. */
export function NotificationList({
  unread,
  filter = {},
  onFollow,
}: {
  unread: number;
  filter?: NotificationFilter;
  /** Something is left for what is told of. */
  onFollow?: () => void;
}) {
  const { about, unread: onlyUnread } = filter;
  const query = { ...(about ? { group: about } : {}), ...(onlyUnread ? { unread: 'true' as const } : {}) };
  const pages = useEndpointPages(listNotifications, { query }, { keyOf: (item) => item.notificationId });
  const markOne = useEndpointMutation(readNotification, { invalidates: CHANGED });
  const markAll = useEndpointMutation(readAll, { invalidates: CHANGED });
  const navigate = useNavigate();
  const follow = (item: Item) => {
    if (!item.isRead) markOne.mutate({ params: { notificationId: item.notificationId } });
    if (!item.path) return;
    onFollow?.();
    void navigate({ to: item.path });
  };
  if (pages.error && !pages.items) return <ErrorPanel error={pages.error} onRetry={() => void pages.refetch()} />;
  if (!pages.items) return <SkeletonRows />;
  if (pages.items.length === 0)
    return (
      <p className="py-6 text-soft">
        {about || onlyUnread ? 'Nothing of that kind.' : 'Nothing yet. What happens in your campaigns is told here.'}
      </p>
    );
  return (
    <div className="grid gap-3">
      {unread > 0 && (
        <Button size="small" className="justify-self-start" busy={markAll.isPending} onClick={() => markAll.mutate({})}>
          Mark all as read
        </Button>
      )}
      <ul className={cx('grid gap-1', onFollow && 'max-h-[60dvh] overflow-y-auto')}>
        {pages.items.map((item) => (
          <li key={item.notificationId}>
            <Entry item={item} onPress={() => follow(item)} />
          </li>
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button size="small" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          Show older
        </Button>
      )}
    </div>
  );
}

function Entry({ item, onPress }: { item: Item; onPress: () => void }) {
  return (
    <button
      type="button"
      onClick={onPress}
      className={cx('w-full rounded-control px-3 py-2.5 text-left hover:bg-sunken', !item.isRead && 'bg-accent-soft')}
    >
      <span className="flex items-baseline justify-between gap-3">
        <span className={cx('text-small wrap-anywhere', item.isRead ? 'font-medium' : 'font-semibold')}>
          {!item.isRead && <span className="sr-only">Unread: </span>}
          {item.title}
        </span>
        <span className="flex-none text-tiny text-soft">
          <RelativeTime at={item.createdAt} />
        </span>
      </span>
      <span className="mt-0.5 block text-small wrap-anywhere text-soft">{item.text}</span>
    </button>
  );
}
