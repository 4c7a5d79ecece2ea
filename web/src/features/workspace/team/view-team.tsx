import { useMay, useUser } from '@/api/session.ts';
import { Badge } from '@/ui/feedback.tsx';
import { type Column, DataTable } from '@/ui/layout.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { countOf, ROLE_DUTIES, ROLE_NAMES } from '@/ui/words.ts';
import { type Member, type Workspace, WorkspaceFrame } from '../workspace-frame.tsx';
import { Invitations } from './invitations.tsx';
import { LeaveWorkspace } from './leave-workspace.tsx';
import { MemberActions } from './member-actions.tsx';
import { MemberGrants } from './member-grants.tsx';
import { OwnershipNotice } from './ownership-notice.tsx';

export function ViewTeam() {
  const mayManage = useMay('member:manage');
  return (
    <WorkspaceFrame>
      {(workspace) => (
        <div className="grid gap-5">
          <OwnershipNotice workspace={workspace} />
          <Members workspace={workspace} />
          {mayManage && <Invitations workspace={workspace} />}
          <LeaveWorkspace workspace={workspace} />
        </div>
      )}
    </WorkspaceFrame>
  );
}

const COLUMNS: readonly Column<Member>[] = [
  {
    header: 'Name',
    primary: true,
    cell: (member) => (
      <>
        <span className="block font-semibold">{member.name}</span>
        <span className="block text-small text-soft break-all">{member.email}</span>
      </>
    ),
  },
  {
    header: 'Role',
    cell: (member) => <Badge tone={member.role === 'owner' ? 'good' : 'neutral'}>{ROLE_NAMES[member.role]}</Badge>,
  },
  {
    header: 'Can do',
    cell: (member) => (
      <>
        <span className="text-small text-soft">{ROLE_DUTIES[member.role]}</span>
        <MemberGrants member={member} />
      </>
    ),
  },
  {
    header: 'Joined',
    align: 'right',
    cell: (member) => (
      <span className="text-small text-soft">
        <RelativeTime at={member.joinedAt} />
      </span>
    ),
  },
];

function Members({ workspace }: { workspace: Workspace }) {
  const mayManage = useMay('member:manage');
  const { userId } = useUser();
  const { members } = workspace;
  const actions: Column<Member> = {
    header: 'Change',
    align: 'right',
    cell: (member) => <MemberActions workspace={workspace} member={member} isSelf={member.userId === userId} />,
  };
  return (
    <section
      aria-labelledby="members"
      className="overflow-hidden rounded-card border border-line bg-surface shadow-card"
    >
      <h2 id="members" className="px-5 pt-5 pb-3 text-heading font-semibold md:px-6">
        {countOf(members.length, 'member')}
      </h2>
      <DataTable
        caption="Members of the workspace"
        columns={mayManage ? [...COLUMNS, actions] : COLUMNS}
        rows={members}
        keyOf={(member) => member.userId}
      />
    </section>
  );
}
