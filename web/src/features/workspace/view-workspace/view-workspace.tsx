import type * as z from 'zod/mini';
import { getWorkspace, updateWorkspace, type WorkspaceView } from '#contract/areas/workspaces.ts';
import { remember, useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { useMay, useUser } from '@/api/session.ts';
import { Button } from '@/ui/button.tsx';
import { Badge, ErrorPanel, SkeletonRows } from '@/ui/feedback.tsx';
import { Field, Input } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card, type Column, DataTable, Facts, PageHeader } from '@/ui/layout.tsx';
import { CountrySelect, TimezoneSelect } from '@/ui/place-select.tsx';
import { countryName } from '@/ui/places.ts';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { countOf, ROLE_DUTIES, ROLE_NAMES } from '@/ui/words.ts';

type Workspace = z.output<typeof WorkspaceView>;
type Member = Workspace['members'][number];

export function ViewWorkspace() {
  const workspaceId = useUser().workspaceId ?? '';
  const workspace = useEndpoint(getWorkspace, { params: { workspaceId } }, { enabled: workspaceId !== '' });
  const mayManage = useMay('workspace:manage');
  return (
    <>
      <PageHeader title="Workspace" lead="Your organisation and the people who work in it." />
      {workspace.data ? (
        <div className="grid gap-5">
          <Members members={workspace.data.members} />
          {mayManage ? (
            <Settings key={workspace.data.version} workspace={workspace.data} />
          ) : (
            <ReadOnly workspace={workspace.data} />
          )}
        </div>
      ) : workspace.isPending ? (
        <SkeletonRows rows={2} />
      ) : (
        <ErrorPanel error={workspace.error} onRetry={() => void workspace.refetch()} />
      )}
    </>
  );
}

const COLUMNS: readonly Column<Member>[] = [
  {
    header: 'Name',
    primary: true,
    cell: (member) => (
      <>
        <span className="block font-semibold">{member.name}</span>
        <span className="block text-small text-soft break-all">{member.email}</span>
      </>
    ),
  },
  {
    header: 'Role',
    cell: (member) => <Badge tone={member.role === 'owner' ? 'good' : 'neutral'}>{ROLE_NAMES[member.role]}</Badge>,
  },
  { header: 'Can do', cell: (member) => <span className="text-small text-soft">{ROLE_DUTIES[member.role]}</span> },
  {
    header: 'Joined',
    align: 'right',
    cell: (member) => (
      <span className="text-small text-soft">
        <RelativeTime at={member.joinedAt} />
      </span>
    ),
  },
];

function Members({ members }: { members: readonly Member[] }) {
  return (
    <section
      aria-labelledby="members"
      className="overflow-hidden rounded-card border border-line bg-surface shadow-card"
    >
      <h2 id="members" className="px-5 pt-5 pb-3 text-heading font-semibold md:px-6">
        {countOf(members.length, 'member')}
      </h2>
      <DataTable
        caption="Members of the workspace"
        columns={COLUMNS}
        rows={members}
        keyOf={(member) => member.userId}
      />
    </section>
  );
}

function Settings({ workspace }: { workspace: Workspace }) {
  const { workspaceId, name, country, timezone } = workspace;
  const form = useSchemaForm(updateWorkspace.body, { name, country, timezone });
  const mutation = useEndpointMutation(updateWorkspace, {
    onSuccess: (saved) => {
      remember(getWorkspace, { params: { workspaceId } }, { ...workspace, ...saved });
      toast('Workspace saved');
    },
  });
  const submit = form.handleSubmit(async (body) => {
    await mutation.mutateAsync({ params: { workspaceId }, body }).catch((error: unknown) => placeIssues(form, error));
  });
  return (
    <Card title="Settings" lead="Country and time zone are used on invoices and for deadlines.">
      <form onSubmit={submit} noValidate className="grid max-w-2xl gap-5">
        <Field label="Name" error={errorAt(form, 'name')}>
          <Input autoComplete="organization" {...form.register('name')} />
        </Field>
        <div className="grid gap-5 sm:grid-cols-2">
          <Field label="Country" error={errorAt(form, 'country')}>
            <CountrySelect {...form.register('country')} />
          </Field>
          <Field label="Time zone" error={errorAt(form, 'timezone')}>
            <TimezoneSelect current={timezone} {...form.register('timezone')} />
          </Field>
        </div>
        <FormError error={mutation.error} />
        <div>
          <Button type="submit" variant="primary" busy={mutation.isPending}>
            Save settings
          </Button>
        </div>
      </form>
    </Card>
  );
}

function ReadOnly({ workspace }: { workspace: Workspace }) {
  return (
    <Card title="Settings" lead="Owners may change these.">
      <Facts
        items={[
          { name: 'Name', value: workspace.name },
          { name: 'Country', value: countryName(workspace.country) },
          { name: 'Time zone', value: workspace.timezone.replaceAll('_', ' ') },
        ]}
      />
    </Card>
  );
}
