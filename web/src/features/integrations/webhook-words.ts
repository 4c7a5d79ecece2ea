import type * as z from 'zod/mini';
import type { Delivery, DeliveryAttempt, Webhook } from '#contract/areas/webhooks-out.ts';
import type { Tone } from '@/ui/feedback.tsx';

type State = { tone: Tone; label: string };

/** How a webhook fares, in a word. */
export function stateOfWebhook({ status, failingSince }: z.output<typeof Webhook>): State {
  if (status === 'disabled') return { tone: 'bad', label: 'Disabled' };
  return failingSince ? { tone: 'attention', label: 'Failing' } : { tone: 'good', label: 'Active' };
}

export const DISABLED_WORDS: Record<NonNullable<z.output<typeof Webhook>['disabledReason']>, string> = {
  by_hand: 'One of you disabled it.',
  failing:
    'Nothing was taken for three days, so it was disabled. Mend the receiver, send a test, then enable it again.',
  gone: 'The receiver answered 410: nothing is there any more. Check the address, send a test, then enable it again.',
};

export const DELIVERY_STATES: Record<z.output<typeof Delivery>['status'], State> = {
  pending: { tone: 'info', label: 'Under way' },
  delivered: { tone: 'good', label: 'Delivered' },
  failed: { tone: 'bad', label: 'Given up' },
};

export const OUTCOME_WORDS: Record<z.output<typeof DeliveryAttempt>['outcome'], string> = {
  delivered: 'Taken',
  refused: 'Refused',
  redirected: 'Redirected, which is not followed',
  timed_out: 'No answer in time',
  unreachable: 'Not reachable',
  address_refused: 'Not an address of the public internet',
};
