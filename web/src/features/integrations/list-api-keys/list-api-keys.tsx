import { useState } from 'react';
import type * as z from 'zod/mini';
import { type ApiKey, listApiKeys, revokeApiKey } from '#contract/areas/api-keys.ts';
import { getWorkspace } from '#contract/areas/workspaces.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { serverNowMs } from '@/api/server-time.ts';
import { useUser } from '@/api/session.ts';
import { Button } from '@/ui/button.tsx';
import { ConfirmDialog } from '@/ui/dialog.tsx';
import { Badge, EmptyState } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { type Column, DataTable, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { formatDay, RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { countOf } from '@/ui/words.ts';
import { IntegrationTabs } from '../integration-tabs.tsx';
import { ShownOnce } from '../shown-once.tsx';
import { CreateApiKey } from './create-api-key.tsx';

type Key = z.output<typeof ApiKey>;

/** The keys with which programs act for the workspace. */
export function ListApiKeys() {
  const workspaceId = useUser().workspaceId ?? '';
  const params = { workspaceId };
  const keys = useEndpoint(listApiKeys, { params }, { enabled: workspaceId !== '' });
  const [making, setMaking] = useState(false);
  const [fresh, setFresh] = useState<{ name: string; secret: string }>();
  const [revoking, setRevoking] = useState<Key>();
  return (
    <>
      <PageHeader
        title="Integrations"
        lead="Keys let your own programs use the API for this workspace, with no more rights than you give them."
        actions={
          !making && (
            <Button variant="primary" icon="plus" onClick={() => setMaking(true)}>
              New API key
            </Button>
          )
        }
      />
      <IntegrationTabs />
      {fresh && (
        <ShownOnce
          title={`Your key “${fresh.name}”`}
          label="API key"
          secret={fresh.secret}
          onDone={() => setFresh(undefined)}
        >
          Copy it now and keep it where your program finds its secrets. It is shown this once; if it is lost, revoke it
          and create another.
        </ShownOnce>
      )}
      {making && (
        <CreateApiKey
          workspaceId={workspaceId}
          onCancel={() => setMaking(false)}
          onCreated={(name, secret) => {
            setMaking(false);
            setFresh({ name, secret });
          }}
        />
      )}
      <Loaded query={keys}>
        {({ items }) =>
          items.length === 0 ? (
            !making && (
              <EmptyState icon="lock" title="No API keys yet">
                Create one for each program, with only the scopes it needs. You can revoke it at any time.
              </EmptyState>
            )
          ) : (
            <Keys keys={items} workspaceId={workspaceId} onRevoke={setRevoking} />
          )
        }
      </Loaded>
      <Revoke apiKey={revoking} workspaceId={workspaceId} onClose={() => setRevoking(undefined)} />
    </>
  );
}

function Keys(props: { keys: readonly Key[]; workspaceId: string; onRevoke: (apiKey: Key) => void }) {
  const workspace = useEndpoint(getWorkspace, { params: { workspaceId: props.workspaceId } });
  const nameOf = (userId: string) => {
    if (!workspace.data) return 'a member';
    return workspace.data.members.find((member) => member.userId === userId)?.name ?? 'somebody who has left';
  };
  const columns: readonly Column<Key>[] = [
    {
      header: 'Key',
      primary: true,
      cell: (one) => (
        <>
          <span className="flex flex-wrap items-center gap-2 font-semibold">
            {one.name}
            {isOver(one) && <Badge tone="bad">Expired</Badge>}
          </span>
          <code className="block text-small text-soft">{one.hint}…</code>
          <span className="block text-small text-faint">
            By {nameOf(one.createdBy)}, <RelativeTime at={one.createdAt} />
          </span>
        </>
      ),
    },
    {
      header: 'Scopes',
      cell: (one) => <span className="text-small text-soft">{one.scopes.join(', ')}</span>,
    },
    {
      header: 'From',
      cell: (one) => (
        <span className="text-small break-all text-soft">
          {one.ipAllowList.length === 0 ? 'Everywhere' : one.ipAllowList.join(', ')}
        </span>
      ),
    },
    {
      header: 'Last used',
      cell: (one) => (
        <span className="text-small text-soft">{one.lastUsedOn ? formatDay(one.lastUsedOn) : 'Never'}</span>
      ),
    },
    {
      header: 'Ends',
      cell: (one) => (
        <span className="text-small text-soft">{one.expiresAt ? formatDay(one.expiresAt.slice(0, 10)) : 'Never'}</span>
      ),
    },
    {
      header: 'Action',
      align: 'right',
      cell: (one) => (
        <Button
          size="small"
          variant="danger"
          aria-label={`Revoke the key ${one.name}`}
          onClick={() => props.onRevoke(one)}
        >
          Revoke
        </Button>
      ),
    },
  ];
  return (
    <section aria-labelledby="keys" className="overflow-hidden rounded-card border border-line bg-surface shadow-card">
      <h2 id="keys" className="px-5 pt-5 pb-3 text-heading font-semibold md:px-6">
        {countOf(props.keys.length, 'key')}
      </h2>
      <DataTable caption="API keys of the workspace" columns={columns} rows={props.keys} keyOf={(one) => one.keyId} />
    </section>
  );
}

function isOver({ expiresAt }: Key): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= serverNowMs();
}

function Revoke(props: { apiKey: Key | undefined; workspaceId: string; onClose: () => void }) {
  const { apiKey, workspaceId, onClose } = props;
  const mutation = useEndpointMutation(revokeApiKey, {
    invalidates: [listApiKeys],
    onSuccess: () => {
      onClose();
      toast('Key revoked');
    },
  });
  return (
    <ConfirmDialog
      open={apiKey !== undefined}
      onClose={onClose}
      title={`Revoke “${apiKey?.name ?? ''}”?`}
      confirmLabel="Revoke key"
      busy={mutation.isPending}
      error={<FormError error={mutation.error} />}
      onConfirm={() => apiKey && mutation.mutate({ params: { workspaceId, keyId: apiKey.keyId } })}
    >
      Programs that use it are refused from now on. This cannot be undone.
    </ConfirmDialog>
  );
}
