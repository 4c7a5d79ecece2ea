import { useState } from 'react';
import { connectSocialAccount, disconnectSocialAccount, listSocialAccounts } from '#contract/areas/social.ts';
import { PLATFORMS } from '#contract/schemas.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { ConfirmDialog } from '@/ui/dialog.tsx';
import { Badge, Notice } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { compactNumber, countOf, platformName } from '@/ui/words.ts';
import { socialAccountsRoute } from '../routes.ts';
import { ACCOUNT_STATES, RESULTS, type SocialAccountView } from '../social-words.ts';

export function ListSocialAccounts() {
  const accounts = useEndpoint(listSocialAccounts, {});
  const { result } = socialAccountsRoute.useSearch();
  return (
    <>
      <PageHeader
        title="Social accounts"
        lead="Connected accounts prove your followers, and the numbers of your live content are read from them every hour."
      />
      <div className="grid max-w-2xl gap-5">
        {result && (
          <Notice tone={RESULTS[result].tone} title={RESULTS[result].title}>
            {RESULTS[result].text}
          </Notice>
        )}
        <Loaded query={accounts} rows={3}>
          {({ items }) => (
            <div className="grid gap-5">
              {PLATFORMS.map((platform) => (
                <Platform
                  key={platform}
                  platform={platform}
                  account={items.find((item) => item.platform === platform)}
                />
              ))}
            </div>
          )}
        </Loaded>
      </div>
    </>
  );
}

type PlatformName = (typeof PLATFORMS)[number];

function Platform({ platform, account }: { platform: PlatformName; account: SocialAccountView | undefined }) {
  const connect = useEndpointMutation(connectSocialAccount, {
    onSuccess: ({ authorizeUrl }) => location.assign(authorizeUrl),
  });
  const asksAgain = account !== undefined && ['reconnect_needed', 'permission_needed'].includes(account.state);
  return (
    <Card>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="font-semibold">{platformName(platform)}</h2>
        {account && <Badge tone={ACCOUNT_STATES[account.state].tone}>{ACCOUNT_STATES[account.state].name}</Badge>}
      </div>
      {account ? <Facts account={account} /> : <p className="mt-1 text-small text-soft">Not connected.</p>}
      <FormError error={connect.error} />
      <div className="mt-4 flex flex-wrap gap-3">
        {(!account || asksAgain) && (
          <Button
            variant="primary"
            busy={connect.isPending || connect.isSuccess}
            onClick={() => connect.mutate({ params: { platform } })}
          >
            {account ? `Connect ${platformName(platform)} again` : `Connect ${platformName(platform)}`}
          </Button>
        )}
        {account && <Disconnect platform={platform} />}
      </div>
    </Card>
  );
}

function Facts({ account }: { account: SocialAccountView }) {
  return (
    <div className="mt-2 grid gap-1 text-small text-soft">
      <p className="text-body">
        {account.handle}
        {account.followers !== null && `, ${compactNumber(account.followers)} followers`}
      </p>
      <p>{countOf(account.trackedContent, 'piece')} of live content read from here</p>
      {account.lastPulledAt && (
        <p>
          Last read <RelativeTime at={account.lastPulledAt} />
        </p>
      )}
      {account.stateReason && <p className="text-copper">{account.stateReason}</p>}
    </div>
  );
}

function Disconnect({ platform }: { platform: PlatformName }) {
  const [asking, setAsking] = useState(false);
  const disconnect = useEndpointMutation(disconnectSocialAccount, {
    onSuccess: () => setAsking(false),
    invalidates: [listSocialAccounts],
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>Disconnect {platformName(platform)}</Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Disconnect ${platformName(platform)}?`}
        confirmLabel="Disconnect"
        onConfirm={() => disconnect.mutate({ params: { platform } })}
        busy={disconnect.isPending}
        error={<FormError error={disconnect.error} />}
      >
        No new numbers are read from then on. Those read so far stay as they are.
      </ConfirmDialog>
    </>
  );
}
