import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { countUnread } from '#contract/areas/notifications.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { Dialog } from '@/ui/dialog.tsx';
import { Icon } from '@/ui/icon.tsx';
import { NotificationList } from './notification-list.tsx';

/** More than this many are not counted out. */
const SHOWN_UP_TO = 99;

const LINK = 'mt-4 inline-flex min-h-11 items-center text-small font-medium text-accent underline underline-offset-4';

/** The bell of the app's frame: how many are unread, and the list behind it. */
export function NotificationBell() {
  const [isOpen, setOpen] = useState(false);
  const { data } = useEndpoint(countUnread, {});
  const unread = data?.unread ?? 0;
  const shown =
    unread > SHOWN_UP_TO || (data?.isAtLeast && unread > 0) ? `${Math.min(unread, SHOWN_UP_TO)}+` : `${unread}`;
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-label={unread > 0 ? `Notifications, ${shown} unread` : 'Notifications'}
        onClick={() => setOpen(true)}
        className="relative grid size-11 flex-none place-items-center rounded-control text-side-soft hover:bg-side-active hover:text-side-ink focus-visible:outline-glow"
      >
        <Icon name="bell" />
        {unread > 0 && (
          <span
            aria-hidden="true"
            className="absolute top-1 right-0.5 min-w-4.5 rounded-full bg-glow px-1 text-center text-tiny font-semibold text-side"
          >
            {shown}
          </span>
        )}
      </button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title="Notifications">
        <NotificationList unread={unread} onFollow={() => setOpen(false)} />
        <Link to="/notifications" onClick={() => setOpen(false)} className={LINK}>
          See all, and choose what comes how
        </Link>
      </Dialog>
    </>
  );
}
