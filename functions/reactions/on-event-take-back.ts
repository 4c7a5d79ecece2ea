import { TAKING_BACK_EVENTS } from '#contract/events.ts';
import { provider } from '#providers/stripe.ts';
import { nowMs } from '#runtime/clock.ts';
import { providerAccess } from '#runtime/money/provider-access.ts';
import { reaction } from '#runtime/reaction.ts';
import { recoverClawBacks } from './recover.ts';

/** Takes back at once what the influencer's balance at the provider covers, when it is ordered and after every payout, before a bank has it; the rest follows when it grows. */
export const handler = reaction(TAKING_BACK_EVENTS, async ({ data, correlationId, eventId }) => {
  const stripe = provider(await providerAccess(nowMs()));
  await recoverClawBacks(stripe, data.influencerId, { correlationId, eventId });
});
