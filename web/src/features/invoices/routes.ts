import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

export const invoicesRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/invoices',
  staticData: { permission: 'invoice:read' },
  component: lazyRouteComponent(() => import('./list-invoices/list-invoices.tsx'), 'ListInvoices'),
});

export const invoiceRoutes = [invoicesRoute] as const;
