import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

const getParentRoute = () => memberRoute;
const canRead = { permission: 'rule:read' } as const;
const canWrite = { permission: 'rule:write' } as const;

export const newRuleRoute = createRoute({
  getParentRoute,
  path: '/rules/new',
  staticData: canWrite,
  /** The ready-made rule that it begins with. */
  validateSearch: (search: Record<string, unknown>): { from?: string } =>
    typeof search.from === 'string' ? { from: search.from } : {},
  component: lazyRouteComponent(() => import('./edit-rule/edit-rule.tsx'), 'NewRule'),
});

export const viewRuleRoute = createRoute({
  getParentRoute,
  path: '/rules/$ruleId',
  staticData: canRead,
  component: lazyRouteComponent(() => import('./view-rule/view-rule.tsx'), 'ViewRule'),
});

export const editRuleRoute = createRoute({
  getParentRoute,
  path: '/rules/$ruleId/edit',
  staticData: canWrite,
  component: lazyRouteComponent(() => import('./edit-rule/edit-rule.tsx'), 'EditRule'),
});

export const ruleRoutes = [
  createRoute({
    getParentRoute,
    path: '/rules',
    staticData: canRead,
    component: lazyRouteComponent(() => import('./list-rules/list-rules.tsx'), 'ListRules'),
  }),
  newRuleRoute,
  viewRuleRoute,
  editRuleRoute,
  createRoute({
    getParentRoute,
    path: '/tasks',
    staticData: { permission: 'task:read' },
    component: lazyRouteComponent(() => import('../tasks/list-tasks/list-tasks.tsx'), 'ListTasks'),
  }),
] as const;
