import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';
import { type ConnectResult, findResult } from './social-words.ts';

export const socialAccountsRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/social-accounts',
  staticData: { permission: 'influencer:self' },
  /** The way back from a platform's consent page says how the visit ended. */
  validateSearch: (search: Record<string, unknown>): { result?: ConnectResult } => {
    const result = findResult(search.result);
    return result ? { result } : {};
  },
  component: lazyRouteComponent(() => import('./list-social-accounts/list-social-accounts.tsx'), 'ListSocialAccounts'),
});

export const socialAccountsRoutes = [socialAccountsRoute] as const;
