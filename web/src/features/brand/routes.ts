import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

export const brandRoutes = [
  createRoute({
    getParentRoute: () => memberRoute,
    path: '/brand',
    staticData: { permission: 'brand:read' },
    component: lazyRouteComponent(() => import('./edit-brand/edit-brand.tsx'), 'EditBrand'),
  }),
] as const;
