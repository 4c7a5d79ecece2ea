import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { NOTICE_GROUP_NAMES, type NoticeGroup } from '#domain/notice-groups.ts';
import { memberRoute, rootRoute } from '@/app/root.tsx';

export interface NotificationFilter {
  about?: NoticeGroup;
  unread?: true;
}

export const notificationsRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/notifications',
  staticData: { permission: 'notification:self' },
  validateSearch: ({ about, unread }: Record<string, unknown>): NotificationFilter => {
    const group = NOTICE_GROUP_NAMES.find((one) => one === about);
    return { ...(group ? { about: group } : {}), ...(unread === true ? { unread } : {}) };
  },
  component: lazyRouteComponent(() => import('./list-notifications/list-notifications.tsx'), 'ListNotifications'),
});

/** For whoever has the link of a mail, signed in or not. */
export const unsubscribeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/unsubscribe',
  component: lazyRouteComponent(() => import('./unsubscribe/stop-mails.tsx'), 'StopMails'),
});
