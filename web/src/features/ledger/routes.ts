import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

export const ledgerRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/ledger',
  staticData: { permission: 'ledger:read' },
  validateSearch: (search: Record<string, unknown>): { campaign?: string } =>
    typeof search.campaign === 'string' ? { campaign: search.campaign } : {},
  component: lazyRouteComponent(() => import('./view-ledger/view-ledger.tsx'), 'ViewLedger'),
});

export const ledgerRoutes = [ledgerRoute] as const;
