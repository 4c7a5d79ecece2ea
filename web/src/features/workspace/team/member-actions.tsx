import { useState } from 'react';
import { changeRole, removeMember } from '#contract/areas/members.ts';
import { getWorkspace, offerOwnership } from '#contract/areas/workspaces.ts';
import { mayGive } from '#contract/permissions.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { useMay, useUser } from '@/api/session.ts';
import { IconButton } from '@/ui/button.tsx';
import { ConfirmDialog } from '@/ui/dialog.tsx';
import { Field } from '@/ui/field.tsx';
import { errorAt, FormError, useSchemaForm } from '@/ui/form.tsx';
import { FormDialog } from '@/ui/form-dialog.tsx';
import { Menu, type MenuItem } from '@/ui/menu.tsx';
import { toast } from '@/ui/toast.tsx';
import { ROLE_NAMES } from '@/ui/words.ts';
import type { Member, Workspace } from '../workspace-frame.tsx';
import { RoleSelect } from './role-select.tsx';

interface About {
  workspace: Workspace;
  member: Member;
  onClose: () => void;
}

/** What can be done about a member; nothing for one who may do more than the signed-in person. */
export function MemberActions({
  workspace,
  member,
  isSelf,
}: {
  workspace: Workspace;
  member: Member;
  isSelf: boolean;
}) {
  const [asking, setAsking] = useState<'role' | 'remove' | 'ownership' | undefined>();
  const { role } = useUser();
  const mayOffer = useMay('workspace:manage') && member.role !== 'owner' && !workspace.ownershipOffer;
  if (!mayGive(role, member.role)) return <span className="text-small text-faint">Not yours to change</span>;
  const items: MenuItem[] = [
    { label: 'Change role', icon: 'edit', onSelect: () => setAsking('role') },
    ...(mayOffer ? [{ label: 'Offer ownership', icon: 'team' as const, onSelect: () => setAsking('ownership') }] : []),
    ...(isSelf ? [] : [{ label: 'Remove', icon: 'trash' as const, danger: true, onSelect: () => setAsking('remove') }]),
  ];
  const about = { workspace, member, onClose: () => setAsking(undefined) };
  return (
    <>
      <Menu trigger={<IconButton icon="more" label={`Change ${member.name}`} />} items={items} />
      <ChangeRole key={member.role} {...about} open={asking === 'role'} />
      <Remove {...about} open={asking === 'remove'} />
      <OfferOwnership {...about} open={asking === 'ownership'} />
    </>
  );
}

function ChangeRole({ workspace, member, open, onClose }: About & { open: boolean }) {
  const form = useSchemaForm(changeRole.body, { role: member.role });
  const mutation = useEndpointMutation(changeRole, {
    onSuccess: ({ role }) => {
      onClose();
      toast(`${member.name} is ${ROLE_NAMES[role].toLowerCase()} now`);
    },
    invalidates: [getWorkspace],
  });
  const { workspaceId } = workspace;
  const submit = form.handleSubmit((body) => mutation.mutate({ params: { workspaceId, userId: member.userId }, body }));
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={`Role of ${member.name}`}
      submitLabel="Change role"
      busy={mutation.isPending}
      onSubmit={submit}
    >
      <Field label="Role" error={errorAt(form, 'role')} hint="What they may do changes at once, on open screens too.">
        <RoleSelect {...form.register('role')} />
      </Field>
      <FormError error={mutation.error} />
    </FormDialog>
  );
}

function Remove({ workspace, member, open, onClose }: About & { open: boolean }) {
  const mutation = useEndpointMutation(removeMember, {
    onSuccess: () => {
      onClose();
      toast(`${member.name} was removed`);
    },
    invalidates: [getWorkspace],
  });
  const params = { workspaceId: workspace.workspaceId, userId: member.userId };
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={`Remove ${member.name}?`}
      confirmLabel="Remove member"
      busy={mutation.isPending}
      onConfirm={() => mutation.mutate({ params })}
      error={<FormError error={mutation.error} />}
    >
      <p className="text-left">
        They lose their access at once and are told by mail. What they did stays; to come back they need an invitation.
      </p>
    </ConfirmDialog>
  );
}

function OfferOwnership({ workspace, member, open, onClose }: About & { open: boolean }) {
  const mutation = useEndpointMutation(offerOwnership, {
    onSuccess: () => {
      onClose();
      toast(`Your ownership is offered to ${member.name}`);
    },
    invalidates: [getWorkspace],
  });
  const input = { params: { workspaceId: workspace.workspaceId }, body: { userId: member.userId } };
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={`Offer ownership to ${member.name}?`}
      confirmLabel="Offer ownership"
      busy={mutation.isPending}
      onConfirm={() => mutation.mutate(input)}
      error={<FormError error={mutation.error} />}
    >
      <p className="text-left">
        When they accept, within seven days, they become an owner and you a manager: settings, payments and the
        ownership are theirs then. Until then you can take the offer back.
      </p>
    </ConfirmDialog>
  );
}
