import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute } from '@/app/root.tsx';

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

export const fundRoute = createRoute({
  getParentRoute: () => memberRoute,
  path: '/campaigns/$campaignId/fund',
  staticData: { permission: 'payment:fund' },
  /** `contract` narrows the payment to one; `payment` is named when the bank sends the payer back here, with what the provider says of how that went. */
  validateSearch: (
    search: Record<string, unknown>,
  ): { contract?: string; payment?: string; redirect_status?: 'failed' } => {
    const [contract, payment] = [textOf(search.contract), textOf(search.payment)];
    return {
      ...(contract ? { contract } : {}),
      ...(payment ? { payment } : {}),
      ...(search.redirect_status === 'failed' ? { redirect_status: 'failed' as const } : {}),
    };
  },
  component: lazyRouteComponent(() => import('./fund-contracts/fund-contracts.tsx'), 'FundContracts'),
});

export const paymentRoutes = [fundRoute] as const;
