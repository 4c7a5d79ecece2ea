import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

const getParentRoute = () => memberRoute;
/** Also for whoever speaks for the brand on a single campaign. */
const canRead = { permission: 'message:read', byGrant: true } as const;

export const viewThreadRoute = createRoute({
  getParentRoute,
  path: '/messages/$threadId',
  staticData: canRead,
  component: lazyRouteComponent(() => import('./view-thread/view-thread.tsx'), 'ViewThread'),
});

export const messageRoutes = [
  createRoute({
    getParentRoute,
    path: '/messages',
    staticData: canRead,
    component: lazyRouteComponent(() => import('./list-threads/list-threads.tsx'), 'ListThreads'),
  }),
  viewThreadRoute,
] as const;
