import { useState } from 'react';
import type * as z from 'zod/mini';
import {
  type InvitationView,
  inviteMember,
  listInvitations,
  resendInvitation,
  revokeInvitation,
} from '#contract/areas/members.ts';
import { mayGive } from '#contract/permissions.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { useUser } from '@/api/session.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog } from '@/ui/dialog.tsx';
import { Badge } from '@/ui/feedback.tsx';
import { Field, Input } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { ROLE_NAMES } from '@/ui/words.ts';
import type { Workspace } from '../workspace-frame.tsx';
import { RoleSelect } from './role-select.tsx';

type Invitation = z.output<typeof InvitationView>;

/** Who was asked to join and has not answered, and the way to ask others. */
export function Invitations({ workspace }: { workspace: Workspace }) {
  const [asking, setAsking] = useState(false);
  const { workspaceId } = workspace;
  const query = useEndpoint(listInvitations, { params: { workspaceId } });
  return (
    <Card
      title="Invitations"
      lead="Each link is for one address, works once, and for seven days."
      actions={
        <Button variant="primary" icon="mail" onClick={() => setAsking(true)}>
          Invite
        </Button>
      }
    >
      <Loaded query={query} rows={1}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-small text-faint">Nobody has an open invitation.</p>
          ) : (
            <ul className="divide-y divide-line">
              {items.map((invitation) => (
                <Row key={invitation.invitationId} workspaceId={workspaceId} invitation={invitation} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <Dialog open={asking} onClose={() => setAsking(false)} title="Invite somebody">
        <InviteForm workspace={workspace} onDone={() => setAsking(false)} />
      </Dialog>
    </Card>
  );
}

function Row({ workspaceId, invitation }: { workspaceId: string; invitation: Invitation }) {
  const { invitationId, email, role, state, expiresAt } = invitation;
  const { role: giver } = useUser();
  const invalidates = [listInvitations];
  const resend = useEndpointMutation(resendInvitation, {
    onSuccess: () => toast(`Sent to ${email} again; the old link is dead`),
    invalidates,
  });
  const revoke = useEndpointMutation(revokeInvitation, {
    onSuccess: () => toast(`The invitation of ${email} was taken back`),
    invalidates,
  });
  const params = { workspaceId, invitationId };
  return (
    <li className="grid gap-3 py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0">
          <p className="font-medium break-all">{email}</p>
          <p className="text-small text-soft">
            {ROLE_NAMES[role]} · {state === 'open' ? 'ends' : 'ended'} <RelativeTime at={expiresAt} />
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {state === 'expired' && <Badge tone="attention">Expired</Badge>}
          {mayGive(giver, role) && (
            <>
              <Button
                size="small"
                busy={resend.isPending}
                aria-label={`Send again to ${email}`}
                onClick={() => resend.mutate({ params })}
              >
                Send again
              </Button>
              <Button
                size="small"
                variant="danger"
                busy={revoke.isPending}
                aria-label={`Take back the invitation of ${email}`}
                onClick={() => revoke.mutate({ params })}
              >
                Take back
              </Button>
            </>
          )}
        </div>
      </div>
      <FormError error={resend.error ?? revoke.error} />
    </li>
  );
}

function InviteForm({ workspace, onDone }: { workspace: Workspace; onDone: () => void }) {
  const { workspaceId, members } = workspace;
  const form = useSchemaForm(inviteMember.body, { email: '', role: 'viewer' });
  const mutation = useEndpointMutation(inviteMember, {
    onSuccess: ({ email }) => {
      onDone();
      toast(`Invitation sent to ${email}`);
    },
    invalidates: [listInvitations],
  });
  const submit = form.handleSubmit(async (body) => {
    if (members.some(({ email }) => email === body.email))
      return form.setError('email', { message: 'This person is a member already' }, { shouldFocus: true });
    await mutation.mutateAsync({ params: { workspaceId }, body }).catch((error: unknown) => placeIssues(form, error));
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <Field label="E-mail" error={errorAt(form, 'email')}>
        <Input type="email" inputMode="email" autoComplete="off" {...form.register('email')} />
      </Field>
      <Field
        label="Role"
        error={errorAt(form, 'role')}
        hint="You can change it later. The Roles tab shows each in full."
      >
        <RoleSelect {...form.register('role')} />
      </Field>
      <FormError error={mutation.error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" busy={mutation.isPending}>
          Send invitation
        </Button>
      </div>
    </form>
  );
}
