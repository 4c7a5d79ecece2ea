import { useMemo, useState } from 'react';
import { getActivity } from '#contract/areas/audit.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { useUser } from '@/api/session.ts';
import { AuditFilters } from '@/features/audit/audit-filters.tsx';
import { AuditList } from '@/features/audit/audit-list.tsx';
import { type Filters, NO_FILTERS, queryOf } from '@/features/audit/audit-words.ts';
import { SaveLog } from '@/features/audit/save-log.tsx';
import { PageHeader } from '@/ui/layout.tsx';
import { AccountTabs } from '../account-tabs.tsx';

const KINDS = ['session', 'security', 'account', 'consent'] as const;

/** What happened to one's own account. */
export function ViewActivity() {
  const { userId, name } = useUser();
  const [filters, setFilters] = useState<Filters>(NO_FILTERS);
  const names = useMemo(() => new Map([[userId, name]]), [userId, name]);
  const activity = useEndpointPages(
    getActivity,
    { query: { ...queryOf(filters), limit: 25 } },
    { keyOf: (entry) => entry.eventId },
  );
  return (
    <>
      <PageHeader
        title="Activity"
        lead="Everything that happened to your account. If something was not you, change your password and end the sessions you do not know."
      />
      <AccountTabs />
      <AuditFilters filters={filters} onChange={setFilters} kinds={KINDS} />
      <SaveLog log="own" filters={filters} names={names} />
      <AuditList query={activity} names={names} own />
    </>
  );
}
