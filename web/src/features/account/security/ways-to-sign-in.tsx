import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { beginLinking, linkIdentity, listIdentities, unlinkIdentity } from '#contract/areas/identities.ts';
import { listSessions } from '#contract/areas/sessions.ts';
import { LOG_IN_PROVIDER_NAMES } from '#domain/identity.ts';
import type { OutputOf } from '@/api/client.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import type { SocialResult } from '@/features/auth/social/social-result.ts';
import { FAILED_VISITS } from '@/features/auth/social/social-words.ts';
import { Button } from '@/ui/button.tsx';
import { ConfirmDialog } from '@/ui/dialog.tsx';
import { Badge, Notice } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { formatDay } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';

type Way = OutputOf<typeof listIdentities>['items'][number];

/** A password and the providers: each a way to sign in, one of which there must be. */
export function WaysToSignIn({ result }: { result: SocialResult | undefined }) {
  const ways = useEndpoint(listIdentities, {});
  return (
    <Card title="Ways to sign in" lead="Each of them opens your account. Keep only those you look after.">
      {result === 'proved' && <Linking />}
      {result && result !== 'proved' && (
        <Notice tone={FAILED_VISITS[result].tone} title={FAILED_VISITS[result].title}>
          {FAILED_VISITS[result].text}
        </Notice>
      )}
      <Loaded query={ways} rows={2}>
        {({ hasPassword, items }) => (
          <ul className="divide-y divide-line">
            <li className="flex flex-wrap items-center gap-2 py-3.5 first:pt-0 last:pb-0">
              <span className="font-medium">Password</span>
              <Badge tone={hasPassword ? 'good' : 'neutral'}>{hasPassword ? 'Set' : 'None'}</Badge>
            </li>
            {items.map((way) => (
              <Provider key={way.provider} way={way} />
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  );
}

/** The provider has vouched for the person: now the identity is theirs, once. */
function Linking() {
  const navigate = useNavigate();
  const forgetResult = () => navigate({ to: '/account/security', replace: true });
  const link = useEndpointMutation(linkIdentity, {
    onSuccess: () => {
      toast('Linked; your other sessions have ended');
      void forgetResult();
    },
    invalidates: [listIdentities, listSessions],
  });
  const { mutate } = link;
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    mutate({});
  }, [mutate]);
  return link.error ? (
    <Notice tone="bad" title="Not linked">
      {link.error.message}
    </Notice>
  ) : null;
}

function Provider({ way }: { way: Way }) {
  const name = LOG_IN_PROVIDER_NAMES[way.provider];
  const begin = useEndpointMutation(beginLinking, {
    onSuccess: ({ authorizeUrl }) => location.assign(authorizeUrl),
  });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3.5 first:pt-0 last:pb-0">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {way.linked && <Badge tone="good">Linked</Badge>}
        </p>
        {way.linked && (
          <p className="mt-0.5 text-small break-all text-faint">
            {way.email}
            {way.linkedAt && <> · since {formatDay(way.linkedAt.slice(0, 10))}</>}
          </p>
        )}
      </div>
      {way.linked ? (
        <Unlink provider={way.provider} name={name} />
      ) : (
        <Button
          size="small"
          busy={begin.isPending || begin.isSuccess}
          onClick={() => begin.mutate({ params: { provider: way.provider } })}
        >
          Link {name}
        </Button>
      )}
      <FormError error={begin.error} />
    </li>
  );
}

function Unlink({ provider, name }: { provider: Way['provider']; name: string }) {
  const [asking, setAsking] = useState(false);
  const unlink = useEndpointMutation(unlinkIdentity, {
    onSuccess: () => {
      setAsking(false);
      toast(`${name} unlinked; your other sessions have ended`);
    },
    invalidates: [listIdentities, listSessions],
  });
  return (
    <>
      <Button size="small" variant="danger" onClick={() => setAsking(true)}>
        Unlink {name}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Unlink ${name}?`}
        confirmLabel="Unlink"
        onConfirm={() => unlink.mutate({ params: { provider } })}
        busy={unlink.isPending}
        error={<FormError error={unlink.error} />}
      >
        It logs you in no more, and your other sessions end.
      </ConfirmDialog>
    </>
  );
}
