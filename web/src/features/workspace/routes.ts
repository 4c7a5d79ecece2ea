import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

const getParentRoute = () => memberRoute;

export const workspaceRoutes = [
  createRoute({
    getParentRoute,
    path: '/workspace',
    staticData: { permission: 'workspace:read' },
    component: lazyRouteComponent(() => import('./team/view-team.tsx'), 'ViewTeam'),
  }),
  createRoute({
    getParentRoute,
    path: '/workspace/roles',
    staticData: { permission: 'workspace:read' },
    component: lazyRouteComponent(() => import('./view-roles/view-roles.tsx'), 'ViewRoles'),
  }),
  createRoute({
    getParentRoute,
    path: '/workspace/brands',
    staticData: { permission: 'brand:read' },
    component: lazyRouteComponent(() => import('./edit-brands/edit-brands.tsx'), 'EditBrands'),
  }),
  createRoute({
    getParentRoute,
    path: '/workspace/budget',
    staticData: { permission: 'campaign:read' },
    component: lazyRouteComponent(() => import('./view-budget/view-budget.tsx'), 'ViewBudget'),
  }),
  createRoute({
    getParentRoute,
    path: '/workspace/settings',
    staticData: { permission: 'workspace:read' },
    component: lazyRouteComponent(() => import('./edit-settings/edit-settings.tsx'), 'EditSettings'),
  }),
  createRoute({
    getParentRoute,
    path: '/workspace/invoices',
    staticData: { permission: 'tax:read' },
    component: lazyRouteComponent(() => import('./invoice-template/edit-invoice-template.tsx'), 'EditInvoiceTemplate'),
  }),
  createRoute({
    getParentRoute,
    path: '/workspace/audit-log',
    staticData: { permission: 'audit:read' },
    component: lazyRouteComponent(() => import('./audit-log/view-audit-log.tsx'), 'ViewAuditLog'),
  }),
  createRoute({
    getParentRoute,
    path: '/workspaces',
    staticData: { permission: 'workspace:choose' },
    component: lazyRouteComponent(() => import('./choose-workspace/choose-workspace.tsx'), 'ChooseWorkspace'),
  }),
  createRoute({
    getParentRoute,
    path: '/workspaces/new',
    staticData: { permission: 'workspace:choose' },
    component: lazyRouteComponent(() => import('./create-workspace/create-workspace.tsx'), 'CreateWorkspace'),
  }),
] as const;
