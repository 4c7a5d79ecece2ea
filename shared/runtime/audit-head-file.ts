import * as z from 'zod/mini';
import { isoOf } from './clock.ts';
import { setting } from './config.ts';

const PublishedHead = z.object({ workspaceId: z.string(), day: z.string(), index: z.int(), hash: z.string() });
export type PublishedHead = z.output<typeof PublishedHead>;

const DAY_MS = 86_400_000;

/** One file per chain and day: whoever can write the table cannot write these, and nobody can take back what was written while the bucket locks it. */
const fileOf = (workspaceId: string, day: string) => ({
  bucket: setting('AUDIT_BUCKET'),
  key: `${workspaceId}/${day}.json.gz`,
});

/** Writes down how far a chain goes on a day (YYYY-MM-DD). */
export async function publishHead(head: PublishedHead): Promise<void> {
  const { writeCompressed } = await import('#platform/compressed-file.ts');
  await writeCompressed(fileOf(head.workspaceId, head.day), head);
}

/** The head that was published today or yesterday; undefined when there is none. */
export async function findPublishedHead(workspaceId: string, nowMs: number): Promise<PublishedHead | undefined> {
  const { findCompressed } = await import('#platform/compressed-file.ts');
  for (const dayMs of [nowMs, nowMs - DAY_MS]) {
    const day = isoOf(dayMs).slice(0, 10);
    const found = z.safeParse(PublishedHead, await findCompressed(fileOf(workspaceId, day)));
    if (found.success && found.data.workspaceId === workspaceId) return found.data;
  }
  return undefined;
}
