import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

const common = {
  getParentRoute: () => memberRoute,
  staticData: { permission: 'integration:manage' },
} as const;

export const viewWebhookRoute = createRoute({
  ...common,
  path: '/integrations/webhooks/$webhookId',
  component: lazyRouteComponent(() => import('./view-webhook/view-webhook.tsx'), 'ViewWebhook'),
});

export const integrationRoutes = [
  createRoute({
    ...common,
    path: '/integrations',
    component: lazyRouteComponent(() => import('./list-api-keys/list-api-keys.tsx'), 'ListApiKeys'),
  }),
  createRoute({
    ...common,
    path: '/integrations/webhooks',
    component: lazyRouteComponent(() => import('./list-webhooks/list-webhooks.tsx'), 'ListWebhooks'),
  }),
  viewWebhookRoute,
] as const;
