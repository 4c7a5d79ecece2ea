import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type * as z from 'zod/mini';
import { createWebhook, listWebhooks, type Webhook } from '#contract/areas/webhooks-out.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { useUser } from '@/api/session.ts';
import { Button } from '@/ui/button.tsx';
import { Badge, EmptyState } from '@/ui/feedback.tsx';
import { Card, type Column, DataTable, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { countOf } from '@/ui/words.ts';
import { IntegrationTabs } from '../integration-tabs.tsx';
import { ShownOnce } from '../shown-once.tsx';
import { WebhookForm } from '../webhook-form.tsx';
import { stateOfWebhook } from '../webhook-words.ts';

type One = z.output<typeof Webhook>;

/** The addresses that are told what happens in the workspace. */
export function ListWebhooks() {
  const workspaceId = useUser().workspaceId ?? '';
  const params = { workspaceId };
  const webhooks = useEndpoint(listWebhooks, { params }, { enabled: workspaceId !== '' });
  const [making, setMaking] = useState(false);
  const [secret, setSecret] = useState<string>();
  const creation = useEndpointMutation(createWebhook, {
    invalidates: [listWebhooks],
    onSuccess: (answer) => {
      setMaking(false);
      setSecret(answer.secret);
    },
  });
  return (
    <>
      <PageHeader
        title="Integrations"
        lead="Webhooks tell your own programs what happens in this workspace, moments after it happened."
        actions={
          !making && (
            <Button variant="primary" icon="plus" onClick={() => setMaking(true)}>
              New webhook
            </Button>
          )
        }
      />
      <IntegrationTabs />
      {secret && (
        <ShownOnce
          title="The signing secret of your webhook"
          label="Signing secret"
          secret={secret}
          onDone={() => setSecret(undefined)}
        >
          With it your receiver checks that a delivery comes from us. Copy it now; it is shown this once. If it is lost,
          rotate it.
        </ShownOnce>
      )}
      {making && (
        <Card title="New webhook" className="mb-5">
          <WebhookForm
            start={{ url: '', description: '', events: [] }}
            submitLabel="Create webhook"
            busy={creation.isPending}
            error={creation.error}
            onSubmit={(body) => creation.mutateAsync({ params, body })}
            onCancel={() => setMaking(false)}
          />
        </Card>
      )}
      <Loaded query={webhooks}>
        {({ items }) =>
          items.length > 0 ? (
            <List webhooks={items} />
          ) : (
            !making && (
              <EmptyState icon="link" title="No webhooks yet">
                Name an address and choose events. Each delivery is signed, retried for a day and a half, and kept in a
                log.
              </EmptyState>
            )
          )
        }
      </Loaded>
    </>
  );
}

const COLUMNS: readonly Column<One>[] = [
  {
    header: 'Address',
    primary: true,
    cell: ({ webhookId, url, description }) => (
      <>
        <Link
          to="/integrations/webhooks/$webhookId"
          params={{ webhookId }}
          className="font-semibold break-all text-accent underline underline-offset-4"
        >
          {url}
        </Link>
        {description && <span className="block text-small text-soft">{description}</span>}
      </>
    ),
  },
  {
    header: 'Events',
    cell: ({ events }) => <span className="text-small text-soft">{countOf(events.length, 'event')}</span>,
  },
  {
    header: 'State',
    align: 'right',
    cell: (one) => {
      const { tone, label } = stateOfWebhook(one);
      return <Badge tone={tone}>{label}</Badge>;
    },
  },
];

function List({ webhooks }: { webhooks: readonly One[] }) {
  return (
    <section
      aria-labelledby="webhooks"
      className="overflow-hidden rounded-card border border-line bg-surface shadow-card"
    >
      <h2 id="webhooks" className="px-5 pt-5 pb-3 text-heading font-semibold md:px-6">
        {countOf(webhooks.length, 'webhook')}
      </h2>
      <DataTable
        caption="Webhooks of the workspace"
        columns={COLUMNS}
        rows={webhooks}
        keyOf={({ webhookId }) => webhookId}
      />
    </section>
  );
}
