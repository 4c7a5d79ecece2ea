import { useState } from 'react';
import { endOneSession, endOtherSessions, listSessions } from '#contract/areas/sessions.ts';
import type { OutputOf } from '@/api/client.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { ConfirmDialog } from '@/ui/dialog.tsx';
import { Badge } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';

type SessionItem = OutputOf<typeof listSessions>['items'][number];

/** Where the person is logged in, and the way to end that elsewhere. */
export function SessionList() {
  const sessions = useEndpoint(listSessions, {});
  const [asking, setAsking] = useState(false);
  const endOthers = useEndpointMutation(endOtherSessions, {
    onSuccess: ({ ended }) => {
      setAsking(false);
      toast(ended === 1 ? 'One session ended' : `${ended} sessions ended`);
    },
    invalidates: [listSessions],
  });
  return (
    <Card
      title="Sessions"
      lead="Devices that are logged in. End those you do not know, then change your password."
      actions={
        (sessions.data?.items.length ?? 0) > 1 && (
          <Button size="small" onClick={() => setAsking(true)}>
            End all others
          </Button>
        )
      }
    >
      <Loaded query={sessions} rows={2}>
        {({ items }) => (
          <ul className="divide-y divide-line">
            {items.map((item) => (
              <SessionRow key={item.sessionId} item={item} />
            ))}
          </ul>
        )}
      </Loaded>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="End all other sessions?"
        confirmLabel="End them"
        onConfirm={() => endOthers.mutate({})}
        busy={endOthers.isPending}
        error={<FormError error={endOthers.error} />}
      >
        Every device but this one has to log in again.
      </ConfirmDialog>
    </Card>
  );
}

function SessionRow({ item }: { item: SessionItem }) {
  const end = useEndpointMutation(endOneSession, {
    onSuccess: () => toast('Session ended'),
    invalidates: [listSessions],
  });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3.5 first:pt-0 last:pb-0">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {item.device}
          {item.current && <Badge tone="good">This one</Badge>}
        </p>
        <p className="mt-0.5 text-small text-faint">
          {item.place && <>{item.place} · </>}
          used <RelativeTime at={item.lastUsedAt} /> · began <RelativeTime at={item.startedAt} />
        </p>
      </div>
      {!item.current && (
        <Button
          size="small"
          variant="danger"
          busy={end.isPending}
          aria-label={`End the session of ${item.device}`}
          onClick={() => end.mutate({ params: { sessionId: item.sessionId } })}
        >
          End
        </Button>
      )}
      <FormError error={end.error} />
    </li>
  );
}
