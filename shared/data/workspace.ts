import * as z from 'zod/mini';
import { MEMBER_ROLES } from '#domain/roles.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys, partitions } from './keys.ts';
import { listRaw } from './read.ts';

/** The tenant. */
export const Workspaces = defineEntity({
  name: 'workspace',
  schema: z.object({
    workspaceId: z.string(),
    name: z.string(),
    country: z.string(),
    timezone: z.string(),
    defaultBrandId: z.string(),
    version: z.int(),
    createdAt: z.string(),
  }),
  key: (workspace) => keys.workspace(workspace.workspaceId),
});
export type Workspace = ValueOf<typeof Workspaces>;

/** A person in a workspace. */
export const Members = defineEntity({
  name: 'member',
  schema: z.object({
    workspaceId: z.string(),
    userId: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(MEMBER_ROLES),
    joinedAt: z.string(),
  }),
  key: (member) => keys.member(member.workspaceId, member.userId),
});
export type Member = ValueOf<typeof Members>;

const moneySchema = z.object({ amountMinor: z.int(), currency: z.string() });

/** A brand of a workspace. */
export const Brands = defineEntity({
  name: 'brand',
  schema: z.object({
    workspaceId: z.string(),
    brandId: z.string(),
    companyName: z.string(),
    industry: z.string(),
    budgetRange: z.optional(z.object({ min: moneySchema, max: moneySchema })),
    contactInfo: z.object({ name: z.string(), email: z.string(), phone: z.optional(z.string()) }),
    website: z.optional(z.string()),
    description: z.optional(z.string()),
    version: z.int(),
    updatedAt: z.string(),
  }),
  key: (brand) => keys.brand(brand.workspaceId, brand.brandId),
});
export type Brand = ValueOf<typeof Brands>;

export const workspaceRef = (workspaceId: string) => ref(Workspaces, keys.workspace(workspaceId));
export const brandRef = (workspaceId: string, brandId: string) => ref(Brands, keys.brand(workspaceId, brandId));

/** A workspace and its members (at most 100), in one strongly consistent call. */
export async function findWorkspaceWithMembers(
  workspaceId: string,
): Promise<{ workspace: Workspace; members: Member[] } | undefined> {
  const items = await listRaw(partitions.workspace(workspaceId), 200);
  const workspace = items.find((item) => item._et === Workspaces.name);
  if (!workspace) return undefined;
  return {
    workspace: Workspaces.parse(workspace),
    members: items.filter((item) => item._et === Members.name).map((item) => Members.parse(item)),
  };
}
