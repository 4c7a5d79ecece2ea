import { wakeReleases } from '#runtime/money/wake-release.ts';
import { reaction } from '#runtime/reaction.ts';

/** The money of a settled dispute is released or gone. */
export const handler = reaction(['PaymentDisputeClosed'], ({ data }) =>
  wakeReleases(data.workspaceId, data.campaignId, data.contractIds),
);
