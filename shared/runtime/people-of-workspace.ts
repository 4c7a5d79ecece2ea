import { partitions } from '#data/keys.ts';
import { listAll } from '#data/read.ts';
import { Members } from '#data/workspace.ts';
import { type KnownPerson, mailboxOf } from '#domain/second-person.ts';

/** Who works in a workspace, strongly consistent. */
export async function peopleOfWorkspace(workspaceId: string): Promise<KnownPerson[]> {
  const members = await listAll({ entity: Members, partition: partitions.workspace(workspaceId), prefix: 'MEMBER#' });
  return members.map(({ userId, email }) => ({ userId, mailbox: mailboxOf(email) }));
}
