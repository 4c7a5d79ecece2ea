import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { leaveWorkspace } from '#contract/areas/workspaces.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { takePlace } from '@/api/place.ts';
import { useUser } from '@/api/session.ts';
import { Button } from '@/ui/button.tsx';
import { ConfirmDialog } from '@/ui/dialog.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { toast } from '@/ui/toast.tsx';
import type { Workspace } from '../workspace-frame.tsx';

/** The way out, with what it means; the last owner is told what to do first. */
export function LeaveWorkspace({ workspace }: { workspace: Workspace }) {
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const { role } = useUser();
  const isLastOwner = role === 'owner' && workspace.members.filter((member) => member.role === 'owner').length === 1;
  const mutation = useEndpointMutation(leaveWorkspace, {
    onSuccess: async (me) => {
      await navigate({ to: '/workspaces' });
      takePlace(me);
      toast(`You left ${workspace.name}`);
    },
  });
  return (
    <Card
      title="Leave this workspace"
      lead={
        isLastOwner
          ? 'You are its only owner: offer the ownership to another member first, or close the workspace in its settings.'
          : 'You lose your access at once.'
      }
    >
      <Button variant="danger" icon="leave" disabled={isLastOwner} onClick={() => setAsking(true)}>
        Leave
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Leave ${workspace.name}?`}
        confirmLabel="Leave workspace"
        busy={mutation.isPending}
        onConfirm={() => mutation.mutate({ params: { workspaceId: workspace.workspaceId } })}
        error={<FormError error={mutation.error} />}
      >
        You can no longer see its campaigns, money or messages. What you did stays. To come back you need an invitation.
      </ConfirmDialog>
    </Card>
  );
}
