import * as z from 'zod/mini';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

/** The file of everything about a contract: asked for, and where it lies once it is made. */
export const Dossiers = defineEntity({
  name: 'dossier',
  schema: z.object({
    workspaceId: z.string(),
    contractId: z.string(),
    askedAt: z.string(),
    file: z.nullable(z.object({ key: z.string(), sha256: z.string(), sizeBytes: z.int(), madeAt: z.string() })),
    version: z.int(),
  }),
  key: ({ workspaceId, contractId }) => keys.dossier(workspaceId, contractId),
});
export type DossierItem = ValueOf<typeof Dossiers>;

export const dossierRef = (workspaceId: string, contractId: string) =>
  ref(Dossiers, keys.dossier(workspaceId, contractId));
