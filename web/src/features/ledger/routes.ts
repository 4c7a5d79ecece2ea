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

const ledgerCheckRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/admin/ledger-check',
  staticData: { permission: 'ledger:check' },
  component: lazyRouteComponent(() => import('./view-ledger-check/view-ledger-check.tsx'), 'ViewLedgerCheck'),
});

const reconciliationRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/admin/reconciliation',
  staticData: { permission: 'ledger:check' },
  component: lazyRouteComponent(() => import('./view-reconciliation/view-reconciliation.tsx'), 'ViewReconciliation'),
});

export const clawBacksRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/admin/claw-backs',
  staticData: { permission: 'payment:claw-back' },
  /** From whom, and of which contract, for who comes from the thing itself. */
  validateSearch: (search: Record<string, unknown>): { influencer?: string; contract?: string } => ({
    ...(typeof search.influencer === 'string' ? { influencer: search.influencer } : {}),
    ...(typeof search.contract === 'string' ? { contract: search.contract } : {}),
  }),
  component: lazyRouteComponent(() => import('./view-claw-backs/view-claw-backs.tsx'), 'ViewClawBacks'),
});

const stuckRefundsRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/admin/stuck-refunds',
  staticData: { permission: 'payment:claw-back' },
  component: lazyRouteComponent(() => import('./view-stuck-refunds/view-stuck-refunds.tsx'), 'ViewStuckRefunds'),
});

export const ledgerRoutes = [
  ledgerRoute,
  ledgerCheckRoute,
  reconciliationRoute,
  clawBacksRoute,
  stuckRefundsRoute,
] as const;
