import { useUser } from '@/api/session.ts';
import { PageHeader } from '@/ui/layout.tsx';
import { AccountTabs } from '../account-tabs.tsx';
import { ChangeEmail } from './change-email.tsx';
import { ChangePassword } from './change-password.tsx';
import { SecondFactorCard } from './second-factor-card.tsx';
import { SessionList } from './session-list.tsx';

/** What one logs in with, and where one is logged in. */
export function ViewSecurity() {
  const user = useUser();
  return (
    <>
      <PageHeader title="Security" lead="What you log in with, and where you are logged in." />
      <AccountTabs />
      <div className="grid max-w-3xl gap-5">
        <SecondFactorCard />
        <SessionList />
        <ChangePassword user={user} />
        <ChangeEmail user={user} />
      </div>
    </>
  );
}
