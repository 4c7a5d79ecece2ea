import { createRouter } from '@tanstack/react-router';
import { accountRoutes } from '@/features/account/routes.ts';
import { applicationRoutes } from '@/features/applications/routes.ts';
import { authRoutes } from '@/features/auth/routes.ts';
import { brandRoutes } from '@/features/brand/routes.ts';
import { campaignRoutes } from '@/features/campaigns/routes.ts';
import { contractRoutes } from '@/features/contracts/routes.ts';
import { developerRoutes } from '@/features/developers/routes.ts';
import { discoverRoutes } from '@/features/discover/routes.ts';
import { disputeRoutes } from '@/features/disputes/routes.ts';
import { documentRoutes, sharedDocumentRoutes } from '@/features/documents/routes.ts';
import { earningRoutes } from '@/features/earnings/routes.ts';
import { influencerRoutes } from '@/features/influencer/routes.ts';
import { integrationRoutes } from '@/features/integrations/routes.ts';
import { invitationRoutes } from '@/features/invitations/routes.ts';
import { invoiceRoutes } from '@/features/invoices/routes.ts';
import { ledgerRoutes } from '@/features/ledger/routes.ts';
import { legalRoutes } from '@/features/legal/routes.ts';
import { messageRoutes } from '@/features/messages/routes.ts';
import { moderationRoutes } from '@/features/moderation/routes.ts';
import { notificationsRoute, unsubscribeRoute } from '@/features/notifications/routes.ts';
import { offerRoutes } from '@/features/offers/routes.ts';
import { overviewRoutes } from '@/features/overview/routes.ts';
import { paymentRoutes } from '@/features/payments/routes.ts';
import { payoutAccountRoutes } from '@/features/payout-account/routes.ts';
import { performanceRoutes } from '@/features/performance/routes.ts';
import { proofRoutes } from '@/features/proofs/routes.ts';
import { rightsRoutes } from '@/features/rights/routes.ts';
import { ruleRoutes } from '@/features/rules/routes.ts';
import { searchRoutes } from '@/features/search/routes.ts';
import { socialAccountsRoutes } from '@/features/social-accounts/routes.ts';
import { workspaceRoutes } from '@/features/workspace/routes.ts';
import { guestRoute, homeRoute, memberRoute, openRoute, rootRoute } from './root.tsx';

const routeTree = rootRoute.addChildren([
  homeRoute,
  guestRoute.addChildren([...authRoutes]),
  openRoute.addChildren([...invitationRoutes]),
  ...developerRoutes,
  ...legalRoutes,
  ...proofRoutes,
  ...sharedDocumentRoutes,
  unsubscribeRoute,
  memberRoute.addChildren([
    ...overviewRoutes,
    ...campaignRoutes,
    ...searchRoutes,
    ...discoverRoutes,
    ...applicationRoutes,
    ...offerRoutes,
    ...messageRoutes,
    notificationsRoute,
    ...contractRoutes,
    ...documentRoutes,
    ...rightsRoutes,
    ...ruleRoutes,
    ...disputeRoutes,
    ...moderationRoutes,
    ...paymentRoutes,
    ...earningRoutes,
    ...performanceRoutes,
    ...payoutAccountRoutes,
    ...socialAccountsRoutes,
    ...ledgerRoutes,
    ...invoiceRoutes,
    ...brandRoutes,
    ...workspaceRoutes,
    ...integrationRoutes,
    ...influencerRoutes,
    ...accountRoutes,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPendingMs: 300,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
