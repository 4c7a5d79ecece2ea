import { listIdentities } from '#contract/areas/identities.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { useUser } from '@/api/session.ts';
import { PageHeader } from '@/ui/layout.tsx';
import { AccountTabs } from '../account-tabs.tsx';
import { securityRoute } from '../routes.ts';
import { ChangeEmail } from './change-email.tsx';
import { ChangePassword } from './change-password.tsx';
import { SecondFactorCard } from './second-factor-card.tsx';
import { SessionList } from './session-list.tsx';
import { SetPassword } from './set-password.tsx';
import { WaysToSignIn } from './ways-to-sign-in.tsx';

/** What one logs in with, and where one is logged in. */
export function ViewSecurity() {
  const user = useUser();
  const ways = useEndpoint(listIdentities, {});
  const { result } = securityRoute.useSearch();
  return (
    <>
      <PageHeader title="Security" lead="What you log in with, and where you are logged in." />
      <AccountTabs />
      <div className="grid max-w-3xl gap-5">
        <WaysToSignIn result={result} />
        <SecondFactorCard />
        <SessionList />
        {ways.data?.hasPassword === false ? <SetPassword user={user} /> : <ChangePassword user={user} />}
        <ChangeEmail user={user} />
      </div>
    </>
  );
}
