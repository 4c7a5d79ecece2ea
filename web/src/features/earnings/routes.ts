import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

const getParentRoute = () => memberRoute;
const staticData = { permission: 'influencer:self' } as const;

export const yearOfEarningsRoute = createRoute({
  getParentRoute,
  path: '/earnings/year',
  staticData,
  validateSearch: ({ year }: Record<string, unknown>): { year?: string } =>
    /^20\d\d$/.test(String(year)) ? { year: String(year) } : {},
  component: lazyRouteComponent(() => import('./view-year/view-year.tsx'), 'ViewYear'),
});

export const earningRoutes = [
  yearOfEarningsRoute,
  createRoute({
    getParentRoute,
    path: '/earnings',
    staticData,
    /** The payout provider sends people back here, `done` or with a link that was used up. */
    validateSearch: (search: Record<string, unknown>): { payout?: 'done' | 'again' } =>
      search.payout === 'done' || search.payout === 'again' ? { payout: search.payout } : {},
    beforeLoad: ({ search }) => {
      if (search.payout) throw redirect({ to: '/payout-account', search: { back: search.payout }, replace: true });
    },
    component: lazyRouteComponent(() => import('./view-earnings/view-earnings.tsx'), 'ViewEarnings'),
  }),
  createRoute({
    getParentRoute,
    path: '/rate-card',
    staticData,
    component: lazyRouteComponent(() => import('./edit-rate-card/edit-rate-card.tsx'), 'EditRateCard'),
  }),
] as const;
