import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { openRoute } from '@/app/root.tsx';

export const invitationRoutes = [
  createRoute({
    getParentRoute: () => openRoute,
    path: '/invitations',
    component: lazyRouteComponent(() => import('./accept-invitation/accept-invitation.tsx'), 'AcceptInvitation'),
  }),
] as const;
