import { acceptOwnership, cancelOwnership, getWorkspace } from '#contract/areas/workspaces.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { takePlace } from '@/api/place.ts';
import { useUser } from '@/api/session.ts';
import { Button } from '@/ui/button.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import type { Workspace } from '../workspace-frame.tsx';

/** An offer of ownership that waits, for the one it is made to and for owners. */
export function OwnershipNotice({ workspace }: { workspace: Workspace }) {
  const { userId, role } = useUser();
  const { ownershipOffer: offer, workspaceId, members } = workspace;
  const accept = useEndpointMutation(acceptOwnership, {
    onSuccess: (me) => {
      takePlace(me);
      toast(`You own ${workspace.name} now`);
    },
  });
  const end = useEndpointMutation(cancelOwnership, { invalidates: [getWorkspace] });
  if (!offer) return null;
  const isMine = offer.toUserId === userId;
  if (!isMine && role !== 'owner') return null;
  const nameOf = (id: string) => members.find((member) => member.userId === id)?.name ?? 'a member';
  const params = { workspaceId };
  return (
    <Card
      title={
        isMine
          ? `${nameOf(offer.fromUserId)} offers you the ownership`
          : `The ownership is offered to ${nameOf(offer.toUserId)}`
      }
      lead={
        <>
          The offer ends <RelativeTime at={offer.expiresAt} />.
        </>
      }
    >
      <p className="mb-4 text-soft">
        {isMine
          ? 'As an owner you may do everything here, members, money and settings included. Who offers it becomes a manager.'
          : 'Nothing changes until they accept. You can take the offer back.'}
      </p>
      <div className="grid gap-3">
        <FormError error={accept.error ?? end.error} />
        <div className="flex flex-wrap gap-3">
          {isMine && (
            <Button variant="primary" busy={accept.isPending} onClick={() => accept.mutate({ params })}>
              Accept the ownership
            </Button>
          )}
          <Button busy={end.isPending} onClick={() => end.mutate({ params })}>
            {isMine ? 'Decline' : 'Take it back'}
          </Button>
        </div>
      </div>
    </Card>
  );
}
