import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

const getParentRoute = () => memberRoute;
const self = { permission: 'influencer:self' } as const;

export const influencerRoutes = [
  createRoute({
    getParentRoute,
    path: '/profile',
    staticData: self,
    component: lazyRouteComponent(() => import('./view-profile/view-profile.tsx'), 'ViewProfile'),
  }),
  createRoute({
    getParentRoute,
    path: '/profile/edit',
    staticData: self,
    component: lazyRouteComponent(() => import('./edit-profile/edit-profile.tsx'), 'EditProfile'),
  }),
] as const;
