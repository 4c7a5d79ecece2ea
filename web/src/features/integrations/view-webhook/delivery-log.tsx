import { useEffect, useState } from 'react';
import type * as z from 'zod/mini';
import { type Delivery, getWebhook, listDeliveries, repeatDelivery } from '#contract/areas/webhooks-out.ts';
import { useEndpointMutation, useEndpointPages } from '@/api/hooks.ts';
import { serverNowMs } from '@/api/server-time.ts';
import { Button } from '@/ui/button.tsx';
import { Choice } from '@/ui/choice.tsx';
import { CodeText } from '@/ui/code-text.tsx';
import { Badge } from '@/ui/feedback.tsx';
import { Select } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { Icon } from '@/ui/icon.tsx';
import { Card } from '@/ui/layout.tsx';
import { LoadedPages } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { countOf } from '@/ui/words.ts';
import { DELIVERY_STATES, OUTCOME_WORDS } from '../webhook-words.ts';
import { SendAgain } from './send-again.tsx';

type One = z.output<typeof Delivery>;
type Status = One['status'];
interface Params {
  workspaceId: string;
  webhookId: string;
}

/** What is attempted this soon is worth waiting for, ms. */
const SOON_MS = 5_000;

/** What was and is to be sent, newest first; each opens into its attempts and its body. */
export function DeliveryLog({ params, isDisabled }: { params: Params; isDisabled: boolean }) {
  const [status, setStatus] = useState<Status | ''>('');
  const query = status ? { status } : {};
  const deliveries = useEndpointPages(listDeliveries, { params, query }, { keyOf: (one) => one.deliveryId });
  useLookAgain(deliveries.items, () => void deliveries.refetch());
  return (
    <Card
      title="Deliveries"
      lead="Kept for 30 days. What is not taken is tried again after 1 and 5 minutes, half an hour, 2, 8 and 24 hours."
      actions={
        <Choice label="Show">
          <Select value={status} onChange={(event) => setStatus(event.target.value as Status | '')}>
            <option value="">All</option>
            {Object.entries(DELIVERY_STATES).map(([value, { label }]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Choice>
      }
    >
      {(status === 'failed' || status === 'delivered') && !isDisabled && <SendAgain params={params} status={status} />}
      <LoadedPages
        query={deliveries}
        empty={<p className="py-4 text-soft">Nothing yet. Send a test to see how your receiver answers.</p>}
      >
        {(items) => (
          <ul className="-mx-5 border-t border-line md:-mx-6">
            {items.map((delivery) => (
              <li key={delivery.deliveryId} className="border-b border-line last:border-b-0">
                <Entry delivery={delivery} params={params} isDisabled={isDisabled} />
              </li>
            ))}
          </ul>
        )}
      </LoadedPages>
    </Card>
  );
}

/** Reads the list again while something in it is about to be attempted. */
function useLookAgain(items: readonly One[] | undefined, look: () => void): void {
  useEffect(() => {
    const isSoon = items?.some(
      ({ nextAttemptAt }) => nextAttemptAt !== null && Date.parse(nextAttemptAt) <= serverNowMs() + SOON_MS,
    );
    if (!isSoon) return;
    const timer = setTimeout(look, 1_500);
    return () => clearTimeout(timer);
  });
}

function Entry({ delivery, params, isDisabled }: { delivery: One; params: Params; isDisabled: boolean }) {
  const [open, setOpen] = useState(false);
  const { tone, label } = DELIVERY_STATES[delivery.status];
  const last = delivery.attempts.at(-1);
  return (
    <article aria-label={`${delivery.type}, ${label}`}>
      <h3 className="font-normal tracking-normal">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 px-5 py-3 text-left hover:bg-sunken/60 focus-visible:-outline-offset-2 md:px-6"
        >
          <code className="min-w-0 flex-1 text-small font-semibold break-all">{delivery.type}</code>
          <Badge tone={tone}>{label}</Badge>
          <span className="flex w-full items-baseline justify-between gap-3 text-small text-soft">
            <span>
              {countOf(delivery.attempts.length, 'attempt')}
              {last && ` · ${OUTCOME_WORDS[last.outcome]}${last.responseStatus ? ` (${last.responseStatus})` : ''}`}
            </span>
            <span className="flex flex-none items-center gap-1 text-faint">
              <RelativeTime at={delivery.createdAt} />
              <Icon name={open ? 'minus' : 'plus'} className="size-4" />
            </span>
          </span>
        </button>
      </h3>
      {open && <Detail delivery={delivery} params={params} isDisabled={isDisabled} />}
    </article>
  );
}

function Detail({ delivery, params, isDisabled }: { delivery: One; params: Params; isDisabled: boolean }) {
  const { deliveryId, attempts, nextAttemptAt, status, payload } = delivery;
  const again = useEndpointMutation(repeatDelivery, {
    invalidates: [listDeliveries, getWebhook],
    onSuccess: () => toast('Sent again'),
  });
  return (
    <div className="grid grid-cols-1 gap-4 border-t border-line bg-sunken/40 px-5 py-4 md:px-6">
      <p className="text-small break-all text-soft">
        <code>{deliveryId}</code>
        {nextAttemptAt && (
          <span className="block">
            Next attempt <RelativeTime at={nextAttemptAt} />
          </span>
        )}
      </p>
      {attempts.length > 0 && (
        <ol className="grid gap-3">
          {attempts.map((attempt) => (
            <li key={attempt.at} className="min-w-0 text-small">
              <span className="font-medium">
                {OUTCOME_WORDS[attempt.outcome]}
                {attempt.responseStatus !== null && ` with ${attempt.responseStatus}`}
              </span>{' '}
              <span className="text-faint">
                <RelativeTime at={attempt.at} />, {attempt.durationMs} ms
              </span>
              {attempt.response && (
                <pre className="mt-1 max-h-32 overflow-y-auto rounded-control bg-surface p-2 text-tiny break-all whitespace-pre-wrap">
                  {attempt.response}
                </pre>
              )}
            </li>
          ))}
        </ol>
      )}
      <div>
        <h4 className="text-small font-semibold">Body</h4>
        <CodeText label={`Body of ${deliveryId}`} text={readable(payload)} />
      </div>
      <FormError error={again.error} />
      {status !== 'pending' && !isDisabled && (
        <div>
          <Button
            size="small"
            busy={again.isPending}
            onClick={() => again.mutate({ params: { ...params, deliveryId } })}
          >
            Send again
          </Button>
        </div>
      )}
    </div>
  );
}

function readable(payload: string): string {
  return JSON.stringify(JSON.parse(payload), null, 2);
}
