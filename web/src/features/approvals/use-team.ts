import { getWorkspace } from '#contract/areas/workspaces.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { useUser } from '@/api/session.ts';

/** The rules of the workspace one works in, and its members by name; `undefined` until it is read. */
export function useTeam() {
  const { workspaceId, userId } = useUser();
  const { data } = useEndpoint(
    getWorkspace,
    { params: { workspaceId: workspaceId ?? '' } },
    { enabled: Boolean(workspaceId) },
  );
  return {
    policies: data?.policies,
    members: data?.members ?? [],
    /** “You” for the reader, and a word for somebody who has left. */
    nameOf: (id: string | null) =>
      id === userId ? 'You' : (data?.members.find((member) => member.userId === id)?.name ?? 'Another member'),
  };
}
