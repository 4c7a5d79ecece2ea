import { useState } from 'react';
import { listDeliveries, repeatDeliveries } from '#contract/areas/webhooks-out.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { serverNowMs } from '@/api/server-time.ts';
import { Button } from '@/ui/button.tsx';
import { Choice } from '@/ui/choice.tsx';
import { Select } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { toast } from '@/ui/toast.tsx';
import { countOf } from '@/ui/words.ts';

const HOURS = { 1: 'The last hour', 24: 'The last day', 168: 'The last week', 720: 'The last 30 days' } as const;
const HOUR_MS = 3_600_000;

/** Sends everything of a time again that failed, or that was taken: after an outage of the receiver. */
export function SendAgain({
  params,
  status,
}: {
  params: { workspaceId: string; webhookId: string };
  status: 'failed' | 'delivered';
}) {
  const [hours, setHours] = useState(24);
  const [sent, setSent] = useState(0);
  const again = useEndpointMutation(repeatDeliveries, {
    invalidates: [listDeliveries],
    onSuccess: ({ queued, next }, { body }) => {
      const soFar = sent + queued;
      setSent(next ? soFar : 0);
      if (next) again.mutate({ params, body: { ...body, after: next } });
      else toast(soFar > 0 ? `${countOf(soFar, 'delivery')} sent again` : 'There was nothing to send again');
    },
  });
  const begin = () => {
    const now = serverNowMs();
    const [from, until] = [now - hours * HOUR_MS, now].map((ms) => new Date(ms).toISOString());
    again.mutate({ params, body: { from: from ?? '', until: until ?? '', status } });
  };
  return (
    <div className="mb-4 flex flex-wrap items-end gap-3">
      <Choice label="Of">
        <Select value={hours} onChange={(event) => setHours(Number(event.target.value))}>
          {Object.entries(HOURS).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Choice>
      <Button busy={again.isPending} onClick={begin}>
        {status === 'failed' ? 'Send all that failed again' : 'Send all again'}
      </Button>
      <FormError error={again.error} />
    </div>
  );
}
