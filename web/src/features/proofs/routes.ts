import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '@/app/root.tsx';

export const proofRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/proofs',
    component: lazyRouteComponent(() => import('./view-proof/view-proof.tsx'), 'ViewProof'),
  }),
] as const;
