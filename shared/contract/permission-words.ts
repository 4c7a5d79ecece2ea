import type { CampaignGrant, Permission } from './permissions.ts';

/** What a grant on one campaign is called, and what whoever has it does there. */
export const GRANT_WORDS: Record<CampaignGrant, { name: string; duty: string }> = {
  campaign: {
    name: 'Run the campaign',
    duty: 'Edit and publish it, decide on applications, make offers, review content',
  },
  budget: { name: 'Handle its money', duty: 'Pay in, release and refund, read its invoices' },
  communications: { name: 'Speak for the brand', duty: 'Write comments to the creators' },
};

/** What a permission lets people do, as screens and docs say it. */
export const PERMISSION_WORDS: Record<Permission, string> = {
  'account:self': 'Use and secure their own account',
  'workspace:choose': 'Create, choose and join workspaces',
  'workspace:read': 'See the workspace and who belongs to it',
  'workspace:leave': 'Leave the workspace',
  'workspace:manage': 'Change settings, hand over the ownership, close the workspace',
  'audit:read': 'Read and download the audit log',
  'integration:manage': 'Connect programs by API keys and webhooks',
  'member:manage': 'Invite, change and remove members who may do no more than they',
  'tax:read': 'See tax data',
  'brand:read': 'See brands',
  'brand:write': 'Add, change and archive brands',
  'campaign:read': 'See campaigns, budgets and timelines',
  'campaign:write': 'Create, edit, publish, pause and end campaigns',
  'campaign:approve': 'Approve what another member wants published',
  'influencer:self': 'Keep their own influencer profile',
  'influencer:read': 'See influencer profiles',
  'influencer:search': 'Search for influencers',
  'application:read': 'See applications',
  'application:decide': 'Approve and reject applications',
  'application:write': 'Apply to campaigns',
  'offer:write': 'Send and withdraw offers',
  'offer:read': 'See offers',
  'offer:answer': 'Accept, counter and reject offers',
  'contract:read': 'See contracts',
  'contract:sign': 'Sign contracts',
  'proof:share': 'Share a proof that money is held',
  'content:submit': 'Submit content',
  'content:read': 'See content',
  'content:review': 'Approve content or ask for changes',
  'content:comment': 'Comment on content',
  'payment:fund': 'Pay money into protection',
  'payment:read': 'See payments',
  'payment:release': 'Release and refund payments',
  'invoice:read': 'See invoices',
  'ledger:check': 'See whether the ledger of the platform is sound and agrees with the payment provider',
  'ledger:read': 'See statements of money',
  'analytics:read': 'See numbers and overviews',
  'receipt:read': 'See what a number was measured from',
  'notification:self': 'Read their own notifications',
};
