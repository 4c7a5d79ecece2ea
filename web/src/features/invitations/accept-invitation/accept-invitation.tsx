import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { acceptInvitation, lookUpInvitation } from '#contract/areas/members.ts';
import type { OutputOf } from '@/api/client.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { leave } from '@/api/index.ts';
import { takePlace } from '@/api/place.ts';
import { explain } from '@/api/problem.ts';
import { useSession } from '@/api/session.ts';
import { AuthFrame, LINK } from '@/features/auth/auth-frame.tsx';
import { handOn } from '@/features/auth/handed-on.ts';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { Notice, SkeletonRows } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { ROLE_DUTIES, ROLE_NAMES } from '@/ui/words.ts';
import { dropToken, takeToken } from '../held-token.ts';
import { SignUpInvited } from './sign-up-invited.tsx';

type Invitation = OutputOf<typeof lookUpInvitation>;

/** Where the link of an invitation leads, with an account or without. */
export function AcceptInvitation() {
  const [token] = useState(() => takeToken(window.location, window.history));
  const { mutate, data, error } = useEndpointMutation(lookUpInvitation);
  useEffect(() => {
    // Asked by POST: the secret stands in no address, and so in no log.
    if (token) mutate({ body: { token } });
  }, [token, mutate]);
  if (!token)
    return (
      <AuthFrame
        title="Invitation"
        lead="Open the link of the mail once more; this page alone does not know which it is."
      >
        <ButtonLink to="/">Go to the start</ButtonLink>
      </AuthFrame>
    );
  if (data) return <Invited token={token} invitation={data} />;
  return (
    <AuthFrame title="Invitation">
      {error ? (
        <div className="grid gap-5">
          <Notice tone="bad" title="This invitation cannot be accepted">
            {explain(error)}
          </Notice>
          <ButtonLink to="/">Go to the start</ButtonLink>
        </div>
      ) : (
        <SkeletonRows rows={2} />
      )}
    </AuthFrame>
  );
}

function Invited({ token, invitation }: { token: string; invitation: Invitation }) {
  const session = useSession();
  const { workspaceName, role, email, expiresAt, hasAccount } = invitation;
  return (
    <AuthFrame
      title={`Join ${workspaceName}`}
      lead={
        <>
          You are invited as <strong className="font-semibold text-ink">{ROLE_NAMES[role].toLowerCase()}</strong> (
          {ROLE_DUTIES[role].toLowerCase()}) with the address{' '}
          <strong className="font-semibold wrap-anywhere text-ink">{email}</strong>. The invitation ends{' '}
          <RelativeTime at={expiresAt} />.
        </>
      }
    >
      {session.status === 'signed-in' ? (
        session.user.email === email ? (
          <Accept token={token} workspaceName={workspaceName} />
        ) : (
          <OtherAccount email={session.user.email} invited={email} />
        )
      ) : hasAccount ? (
        <div className="grid gap-5">
          <Notice>There is an account with this address. Log in with it to accept.</Notice>
          <Link
            to="/log-in"
            search={{ next: '/invitations' }}
            onClick={() => handOn(email)}
            className={`${LINK} justify-self-start`}
          >
            Log in to accept
          </Link>
        </div>
      ) : (
        <SignUpInvited token={token} email={email} />
      )}
    </AuthFrame>
  );
}

function Accept({ token, workspaceName }: { token: string; workspaceName: string }) {
  const navigate = useNavigate();
  const mutation = useEndpointMutation(acceptInvitation, {
    onSuccess: async (me) => {
      dropToken();
      takePlace(me);
      await navigate({ to: '/overview', replace: true });
      toast(`You belong to ${workspaceName} now`);
    },
  });
  return (
    <div className="grid gap-5">
      <FormError error={mutation.error} />
      <Button variant="primary" busy={mutation.isPending} onClick={() => mutation.mutate({ body: { token } })}>
        Accept the invitation
      </Button>
    </div>
  );
}

function OtherAccount({ email, invited }: { email: string; invited: string }) {
  return (
    <div className="grid gap-5">
      <Notice tone="attention" title="You are logged in with another address">
        {email} is not the address that was invited. Log out, then go on with {invited}.
      </Notice>
      <Button onClick={() => void leave().catch(() => undefined)}>Log out and go on</Button>
    </div>
  );
}
