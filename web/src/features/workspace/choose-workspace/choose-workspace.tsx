import { listWorkspaces } from '#contract/areas/workspaces.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { Badge, EmptyState } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { toast } from '@/ui/toast.tsx';
import { ROLE_DUTIES, ROLE_NAMES } from '@/ui/words.ts';
import { useSwitch } from '../workspace-switcher.tsx';
import { KIND_NAMES } from '../workspace-words.ts';

export function ChooseWorkspace() {
  const workspaces = useEndpoint(listWorkspaces, {});
  const create = (
    <ButtonLink to="/workspaces/new" variant="primary" icon="plus">
      Create a workspace
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Your workspaces"
        lead="Each has its own campaigns, money and team; you work in one at a time."
        actions={workspaces.data?.items.length ? create : undefined}
      />
      <Loaded query={workspaces}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="team" title="You belong to no workspace" action={create}>
              Ask for an invitation by e-mail to this account’s address, or create a workspace of your own.
            </EmptyState>
          ) : (
            <List items={items} />
          )
        }
      </Loaded>
    </>
  );
}

type Own = NonNullable<ReturnType<typeof useEndpoint<typeof listWorkspaces>>['data']>['items'][number];

function List({ items }: { items: readonly Own[] }) {
  const change = useSwitch();
  return (
    <div className="grid max-w-3xl gap-3">
      <FormError error={change.error} />
      {items.map((one) => (
        <Card key={one.workspaceId}>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <div className="min-w-0">
              <h2 className="text-heading font-semibold wrap-anywhere">{one.name}</h2>
              <p className="mt-0.5 text-small text-soft">
                {KIND_NAMES[one.kind]} · {ROLE_NAMES[one.role]}: {ROLE_DUTIES[one.role].toLowerCase()}
              </p>
            </div>
            {one.current ? (
              <Badge tone="good">You work here now</Badge>
            ) : (
              <Button
                busy={change.isPending && change.variables.params.workspaceId === one.workspaceId}
                aria-label={`Switch to ${one.name}`}
                onClick={() =>
                  change.mutate(
                    { params: { workspaceId: one.workspaceId } },
                    { onSuccess: () => toast(`You work in ${one.name} now`) },
                  )
                }
              >
                Switch
              </Button>
            )}
          </div>
        </Card>
      ))}
    </div>
  );
}
