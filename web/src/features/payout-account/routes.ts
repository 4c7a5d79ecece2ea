import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

const getParentRoute = () => memberRoute;
const staticData = { permission: 'influencer:self' } as const;
const component = lazyRouteComponent(
  () => import('./view-payout-account/view-payout-account.tsx'),
  'ViewPayoutAccount',
);

export const payoutAccountRoute = createRoute({
  getParentRoute,
  path: '/payout-account',
  staticData,
  /** The provider names how the visit to its page ended. */
  validateSearch: (search: Record<string, unknown>): { back?: 'done' | 'again' } =>
    search.back === 'done' || search.back === 'again' ? { back: search.back } : {},
  component,
});

export const payoutAccountRoutes = [payoutAccountRoute] as const;
