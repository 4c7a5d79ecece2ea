import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

export const invoicesRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/invoices',
  staticData: { permission: 'invoice:read' },
  component: lazyRouteComponent(() => import('./list-invoices/list-invoices.tsx'), 'ListInvoices'),
});

export const viewInvoiceRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/invoices/$invoiceId',
  staticData: { permission: 'invoice:read', byGrant: true },
  component: lazyRouteComponent(() => import('./view-invoice/view-invoice.tsx'), 'ViewInvoice'),
});

const editTaxDataRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/tax-data',
  staticData: { permission: 'influencer:self' },
  component: lazyRouteComponent(() => import('./edit-tax-data/edit-tax-data.tsx'), 'EditTaxData'),
});

export const invoiceRoutes = [invoicesRoute, viewInvoiceRoute, editTaxDataRoute] as const;
