import { countMessages } from '#contract/areas/messages.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { cx } from '@/ui/cx.ts';

/** More than this many are not counted out. */
const SHOWN_UP_TO = 99;

/** How many messages are unread, beside the way to them. */
export function UnreadBadge({ className }: { className?: string }) {
  const { data } = useEndpoint(countMessages, {});
  if (!data || data.unread === 0) return null;
  return <UnreadCount unread={data.unread} isAtLeast={data.isAtLeast} {...(className ? { className } : {})} />;
}

/** A number of unread messages, for eyes and for screen readers. */
export function UnreadCount(props: { unread: number; isAtLeast?: boolean; className?: string }) {
  const { unread, isAtLeast = false } = props;
  const shown = unread > SHOWN_UP_TO || isAtLeast ? `${Math.min(unread, SHOWN_UP_TO)}+` : `${unread}`;
  return (
    <span
      className={cx(
        'min-w-5 rounded-full bg-glow px-1.5 text-center text-tiny leading-5 font-semibold text-side',
        props.className,
      )}
    >
      <span className="sr-only">, </span>
      {shown}
      <span className="sr-only"> unread</span>
    </span>
  );
}
