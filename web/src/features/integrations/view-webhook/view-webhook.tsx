import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type * as z from 'zod/mini';
import {
  deleteWebhook,
  getWebhook,
  listDeliveries,
  listWebhooks,
  OLD_SECRET_HOURS,
  rotateWebhookSecret,
  testWebhook,
  updateWebhook,
  type Webhook,
} from '#contract/areas/webhooks-out.ts';
import { remember, useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { queryClient } from '@/api/index.ts';
import { useUser } from '@/api/session.ts';
import { Button } from '@/ui/button.tsx';
import { ConfirmDialog } from '@/ui/dialog.tsx';
import { Badge, Notice } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card, Facts, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { viewWebhookRoute } from '../routes.ts';
import { ShownOnce } from '../shown-once.tsx';
import { WebhookForm } from '../webhook-form.tsx';
import { DISABLED_WORDS, stateOfWebhook } from '../webhook-words.ts';
import { DeliveryLog } from './delivery-log.tsx';

type One = z.output<typeof Webhook>;
interface Params {
  workspaceId: string;
  webhookId: string;
}

/** One webhook: where it leads, how it fares, and everything that was sent to it. */
export function ViewWebhook() {
  const { webhookId } = viewWebhookRoute.useParams();
  const params = { workspaceId: useUser().workspaceId ?? '', webhookId };
  const webhook = useEndpoint(getWebhook, { params });
  return (
    <Loaded query={webhook} title="This webhook could not be loaded">
      {(one) => <Shown webhook={one} params={params} />}
    </Loaded>
  );
}

function Shown({ webhook, params }: { webhook: One; params: Params }) {
  const [editing, setEditing] = useState(false);
  const [secret, setSecret] = useState<string>();
  const { tone, label } = stateOfWebhook(webhook);
  const change = useEndpointMutation(updateWebhook, {
    invalidates: [listWebhooks],
    onSuccess: (saved) => {
      remember(getWebhook, { params }, saved);
      setEditing(false);
      toast('Webhook saved');
    },
  });
  const test = useEndpointMutation(testWebhook, {
    invalidates: [listDeliveries],
    onSuccess: () => toast('Test sent; see the deliveries below'),
  });
  const switchTo = (status: One['status']) => change.mutate({ params, body: { version: webhook.version, status } });
  return (
    <>
      <PageHeader
        title={new URL(webhook.url).host}
        lead={webhook.description || 'Webhook'}
        badge={<Badge tone={tone}>{label}</Badge>}
        back={{ label: 'Webhooks', to: '/integrations/webhooks' }}
        actions={
          <>
            <Button variant="primary" busy={test.isPending} onClick={() => test.mutate({ params })}>
              Send a test
            </Button>
            <Button icon="edit" onClick={() => setEditing(!editing)}>
              Edit
            </Button>
          </>
        }
      />
      <div className="grid grid-cols-1 gap-5">
        {webhook.status === 'disabled' && (
          <Notice
            tone="bad"
            title="Nothing is sent to this webhook"
            action={
              <Button size="small" busy={change.isPending} onClick={() => switchTo('active')}>
                Enable
              </Button>
            }
          >
            {DISABLED_WORDS[webhook.disabledReason ?? 'by_hand']}
          </Notice>
        )}
        {webhook.status === 'active' && webhook.failingSince && (
          <Notice tone="attention" title="The last attempts failed">
            No delivery has been taken for a while; the first failure was <RelativeTime at={webhook.failingSince} />.
            After three days of failures the webhook is disabled.
          </Notice>
        )}
        <FormError error={test.error ?? (editing ? null : change.error)} />
        {secret && (
          <ShownOnce
            title="The new signing secret"
            label="Signing secret"
            secret={secret}
            onDone={() => setSecret(undefined)}
          >
            Copy it now; it is shown this once. For a day the old one signs beside it, so that your receiver can change
            over.
          </ShownOnce>
        )}
        {editing ? (
          <Card title="Edit webhook">
            <WebhookForm
              start={{ url: webhook.url, description: webhook.description, events: webhook.events }}
              submitLabel="Save webhook"
              busy={change.isPending}
              error={change.error}
              onSubmit={(body) => change.mutateAsync({ params, body: { ...body, version: webhook.version } })}
              onCancel={() => setEditing(false)}
            />
          </Card>
        ) : (
          <Card title="Settings">
            <Facts
              items={[
                { name: 'Address', value: <span className="break-all">{webhook.url}</span> },
                { name: 'Events', value: <span className="text-small">{webhook.events.join(', ')}</span> },
                { name: 'Created', value: <RelativeTime at={webhook.createdAt} /> },
                ...(webhook.oldSecretUntil
                  ? [{ name: 'The old secret signs until', value: <RelativeTime at={webhook.oldSecretUntil} /> }]
                  : []),
              ]}
            />
            <div className="mt-5 flex flex-wrap gap-2">
              <Rotate params={params} onRotated={setSecret} />
              {webhook.status === 'active' && (
                <Button busy={change.isPending} onClick={() => switchTo('disabled')}>
                  Disable
                </Button>
              )}
              <Delete params={params} />
            </div>
          </Card>
        )}
        <DeliveryLog params={params} isDisabled={webhook.status === 'disabled'} />
      </div>
    </>
  );
}

function Rotate({ params, onRotated }: { params: Params; onRotated: (secret: string) => void }) {
  const [asking, setAsking] = useState(false);
  const rotation = useEndpointMutation(rotateWebhookSecret, {
    onSuccess: ({ webhook, secret }) => {
      remember(getWebhook, { params }, webhook);
      setAsking(false);
      onRotated(secret);
    },
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>Rotate secret</Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Rotate the signing secret?"
        confirmLabel="Rotate secret"
        busy={rotation.isPending}
        error={<FormError error={rotation.error} />}
        onConfirm={() => rotation.mutate({ params })}
      >
        You get a new secret. For {OLD_SECRET_HOURS} hours both sign; after that the old one is worth nothing.
      </ConfirmDialog>
    </>
  );
}

function Delete({ params }: { params: Params }) {
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const deletion = useEndpointMutation(deleteWebhook, {
    onSuccess: async () => {
      // Read anew where it leads: the list that is remembered still shows it.
      queryClient.removeQueries({ queryKey: [listWebhooks.id] });
      toast('Webhook deleted');
      await navigate({ to: '/integrations/webhooks' });
    },
  });
  return (
    <>
      <Button variant="danger" icon="trash" onClick={() => setAsking(true)}>
        Delete
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Delete this webhook?"
        confirmLabel="Delete webhook"
        busy={deletion.isPending}
        error={<FormError error={deletion.error} />}
        onConfirm={() => deletion.mutate({ params })}
      >
        Nothing more is sent to it, and what still waits is given up. This cannot be undone.
      </ConfirmDialog>
    </>
  );
}
