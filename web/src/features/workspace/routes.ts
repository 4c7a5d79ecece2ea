import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

export const workspaceRoutes = [
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/workspace',
    staticData: { permission: 'workspace:read' },
    component: lazyRouteComponent(() => import('./view-workspace/view-workspace.tsx'), 'ViewWorkspace'),
  }),
] as const;
