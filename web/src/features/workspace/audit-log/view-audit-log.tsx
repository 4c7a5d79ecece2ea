import { useMemo, useState } from 'react';
import { getAudit } from '#contract/areas/audit.ts';
import { useEndpointPages } from '@/api/hooks.ts';
import { AuditFilters } from '@/features/audit/audit-filters.tsx';
import { AuditList } from '@/features/audit/audit-list.tsx';
import { type Filters, NO_FILTERS, queryOf } from '@/features/audit/audit-words.ts';
import { SaveLog } from '@/features/audit/save-log.tsx';
import { type Workspace, WorkspaceFrame } from '../workspace-frame.tsx';
import { VerifyLog } from './verify-log.tsx';

/** Everything that was done to the workspace and to its members' access, for its owners. */
export function ViewAuditLog() {
  return <WorkspaceFrame>{(workspace) => <AuditLog workspace={workspace} />}</WorkspaceFrame>;
}

function AuditLog({ workspace: { workspaceId, members } }: { workspace: Workspace }) {
  const [filters, setFilters] = useState<Filters>(NO_FILTERS);
  const names = useMemo(() => new Map(members.map(({ userId, name }) => [userId, name])), [members]);
  const audit = useEndpointPages(
    getAudit,
    { params: { workspaceId }, query: { ...queryOf(filters), limit: 25 } },
    { keyOf: (entry) => entry.eventId },
  );
  return (
    <section aria-labelledby="audit-log">
      <h2 id="audit-log" className="sr-only">
        Audit log
      </h2>
      <VerifyLog workspaceId={workspaceId} />
      <AuditFilters filters={filters} onChange={setFilters} people={names} />
      <SaveLog log={{ workspaceId }} filters={filters} names={names} />
      <AuditList query={audit} names={names} />
    </section>
  );
}
