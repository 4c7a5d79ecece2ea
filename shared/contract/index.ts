import { amendmentEndpoints } from './areas/amendments.ts';
import { analyticsEndpoints } from './areas/analytics.ts';
import { apiKeyEndpoints } from './areas/api-keys.ts';
import { applicationEndpoints } from './areas/applications.ts';
import { auditEndpoints } from './areas/audit.ts';
import { authEndpoints } from './areas/auth.ts';
import { campaignEndpoints } from './areas/campaigns.ts';
import { clawBackEndpoints } from './areas/claw-backs.ts';
import { consentEndpoints } from './areas/consents.ts';
import { contentEndpoints } from './areas/content.ts';
import { contractEndpoints } from './areas/contracts.ts';
import { credentialEndpoints } from './areas/credentials.ts';
import { deedEndpoints } from './areas/deeds.ts';
import { disputeEndpoints } from './areas/disputes.ts';
import { documentEndpoints } from './areas/documents.ts';
import { earningEndpoints } from './areas/earnings.ts';
import { grantEndpoints } from './areas/grants.ts';
import { identityEndpoints } from './areas/identities.ts';
import { invoiceEndpoints } from './areas/invoices.ts';
import { lifecycleEndpoints } from './areas/lifecycle.ts';
import { liveEndpoints } from './areas/live.ts';
import { memberEndpoints } from './areas/members.ts';
import { messageEndpoints } from './areas/messages.ts';
import { moderationEndpoints } from './areas/moderation.ts';
import { notificationEndpoints } from './areas/notifications.ts';
import { offerEndpoints } from './areas/offers.ts';
import { paymentEndpoints } from './areas/payments.ts';
import { preferenceEndpoints } from './areas/preferences.ts';
import { profileEndpoints } from './areas/profiles.ts';
import { proofEndpoints } from './areas/proofs.ts';
import { receiptEndpoints } from './areas/receipts.ts';
import { rightsEndpoints } from './areas/rights.ts';
import { ruleEndpoints } from './areas/rules.ts';
import { searchEndpoints } from './areas/search.ts';
import { sessionEndpoints } from './areas/sessions.ts';
import { socialEndpoints } from './areas/social.ts';
import { stuckRefundEndpoints } from './areas/stuck-refunds.ts';
import { systemEndpoints } from './areas/system.ts';
import { taskEndpoints } from './areas/tasks.ts';
import { templateEndpoints } from './areas/templates.ts';
import { twoFactorEndpoints } from './areas/two-factor.ts';
import { uploadEndpoints } from './areas/uploads.ts';
import { webhookEndpoints } from './areas/webhooks-out.ts';
import { workspaceEndpoints } from './areas/workspaces.ts';

/** Every endpoint of the API. */
export const endpoints = [
  ...authEndpoints,
  ...sessionEndpoints,
  ...twoFactorEndpoints,
  ...credentialEndpoints,
  ...identityEndpoints,
  ...workspaceEndpoints,
  ...memberEndpoints,
  ...grantEndpoints,
  ...consentEndpoints,
  ...auditEndpoints,
  ...profileEndpoints,
  ...campaignEndpoints,
  ...applicationEndpoints,
  ...offerEndpoints,
  ...contractEndpoints,
  ...deedEndpoints,
  ...amendmentEndpoints,
  ...rightsEndpoints,
  ...contentEndpoints,
  ...uploadEndpoints,
  ...documentEndpoints,
  ...lifecycleEndpoints,
  ...templateEndpoints,
  ...ruleEndpoints,
  ...taskEndpoints,
  ...paymentEndpoints,
  ...earningEndpoints,
  ...clawBackEndpoints,
  ...stuckRefundEndpoints,
  ...proofEndpoints,
  ...disputeEndpoints,
  ...searchEndpoints,
  ...socialEndpoints,
  ...analyticsEndpoints,
  ...receiptEndpoints,
  ...invoiceEndpoints,
  ...liveEndpoints,
  ...messageEndpoints,
  ...moderationEndpoints,
  ...notificationEndpoints,
  ...preferenceEndpoints,
  ...apiKeyEndpoints,
  ...webhookEndpoints,
  ...systemEndpoints,
] as const;

export type AnyEndpoint = (typeof endpoints)[number];
export type EndpointId = AnyEndpoint['id'];
