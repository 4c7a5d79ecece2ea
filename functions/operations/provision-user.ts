import * as z from 'zod/mini';
import { MEMBER_ROLES, STAFF_ROLES } from '#contract/permissions.ts';
import { CountryCode, Email, id, Timezone, text } from '#contract/schemas.ts';
import { create } from '#data/change.ts';
import { commit } from '#data/commit.ts';
import { partitions } from '#data/keys.ts';
import { emailOwnerRef } from '#data/person.ts';
import { findOne } from '#data/read.ts';
import { countMember, findWorkspaceWithMembers, workspaceRef } from '#data/workspace.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { OWN_ROLES } from '#domain/roles.ts';
import { provisionUser } from '#platform/users.ts';
import { memberItems, personItems } from '#runtime/account.ts';
import { sha256 } from '#runtime/hash.ts';
import { newId } from '#runtime/ids.ts';
import { userPool } from '#runtime/session.ts';
import { systemCommitContext } from '#runtime/system-commit.ts';

const Request = z.strictObject({
  email: Email,
  password: z.string().check(z.minLength(10), z.maxLength(128)),
  name: text(1, 120),
  country: CountryCode,
  timezone: z._default(Timezone, 'UTC'),
  role: z.enum([...MEMBER_ROLES, ...STAFF_ROLES, 'guest']),
  /** Members belong to a workspace; staff and guests do not. */
  workspaceId: z.optional(id('workspace')),
});

/**
 * Makes a confirmed account for a member of an existing workspace, for staff of the platform, or for someone who is to be neither. Operators invoke it directly; it has no route.
 * A repeat with the same address answers the account that is there.
 */
export async function handler(event: unknown): Promise<{ userId: string }> {
  const { email, password, name, country, timezone, role, workspaceId } = z.parse(Request, event);
  const memberRole = MEMBER_ROLES.find((candidate) => candidate === role);
  if ((memberRole === undefined) !== (workspaceId === undefined))
    throw new Error('A member needs a workspaceId; nobody else may have one.');
  const workspace = workspaceId ? (await findWorkspaceWithMembers(workspaceId))?.workspace : undefined;
  if (workspaceId && !workspace) throw new Error(`There is no workspace ${workspaceId}.`);
  const emailHash = sha256(email);
  const known = await findOne(emailOwnerRef(emailHash));
  if (known) return { userId: known.userId };
  const context = systemCommitContext();
  const userId = newId('user');
  await provisionUser(userPool(), { userId, email, password });
  const person = { userId, email, emailHash, name, country, timezone, marketing: false, termsAt: null };
  const ownRole = OWN_ROLES.find((candidate) => candidate === role) ?? 'guest';
  const items = personItems(
    {
      ...person,
      role: ownRole,
      influencerId: null,
      memberships:
        workspace && memberRole
          ? {
              [workspace.workspaceId]: {
                role: memberRole,
                brandId: workspace.defaultBrandId,
                joinedAt: context.nowIso,
              },
            }
          : {},
    },
    context.nowIso,
  );
  if (workspace && memberRole) items.push(...memberItems(workspace.workspaceId, person, memberRole, context.nowIso));
  const outcome = await commit(context, {
    reads: { owner: emailOwnerRef(emailHash), workspace: workspaceId ? workspaceRef(workspaceId) : undefined },
    decide: ({ owner, workspace: current }) =>
      owner
        ? refuse('email_taken')
        : {
            changes: [
              ...items.map((item) => create(item.entity, item.value)),
              ...(current ? [countMember(current, memberRole)] : []),
            ],
            event: {
              type: 'AccountOpened',
              aggregateId: userId,
              seq: 1,
              partition: partitions.user(userId),
              data: { userId, ...(workspaceId ? { workspaceId } : {}) },
            },
            answer: { status: 201, body: null },
          },
  });
  if (isRefused(outcome)) throw new Error(`The account was not made: ${outcome.refused}.`);
  return { userId };
}
