import { openSharedDocument } from '#contract/areas/documents.ts';
import { countOpening, type SharedLinkItem, sharedLinkRef } from '#data/document-link.ts';
import { refuse } from '#domain/decision.ts';
import { addressedFile } from '#runtime/documents/addressed-file.ts';
import { endpoint } from '#runtime/endpoint.ts';
import { sha256 } from '#runtime/hash.ts';

export const handler = endpoint(openSharedDocument, async (call) =>
  call.commit({
    reads: { shared: sharedLinkRef(sha256(call.body.secret)) },
    more: async ({ shared }) => (isLive(shared, call.nowIso) ? addressed(shared, call.nowMs) : undefined),
    decide: ({ shared }, file) => {
      if (!shared || !file) return refuse('shared_link_not_found');
      const { title, number, expiresAt: linkExpiresAt } = shared;
      return {
        changes: countOpening(shared, call.nowIso),
        answer: { status: 200, body: { ...file, title, number, linkExpiresAt } },
      };
    },
  }),
);

function isLive(shared: SharedLinkItem | undefined, nowIso: string): shared is SharedLinkItem {
  return shared !== undefined && shared.expiresAt > nowIso;
}

async function addressed(shared: SharedLinkItem, nowMs: number) {
  const [shown, saved] = await Promise.all([
    addressedFile(shared, 'show', nowMs),
    addressedFile(shared, 'save', nowMs),
  ]);
  return { ...shown, saveUrl: saved.url };
}
