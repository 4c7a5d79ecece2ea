import { getDossier } from '#contract/areas/disputes.ts';
import { Failure } from '#contract/failure.ts';
import { type DossierItem, dossierRef } from '#data/dossier.ts';
import { findOne } from '#data/read.ts';
import { isoOf } from '#runtime/clock.ts';
import { setting } from '#runtime/config.ts';
import { endpoint } from '#runtime/endpoint.ts';

/** How long the address answers, seconds. */
const SAVED_SECONDS = 300;

export const handler = endpoint(getDossier, async (call) => {
  const { contractId } = call.params;
  const dossier = await findOne(dossierRef(call.query.workspaceId, contractId));
  if (!dossier) throw new Failure('not_found');
  const { askedAt, file } = dossier;
  const state = file && file.madeAt >= askedAt ? 'ready' : 'preparing';
  return {
    status: 200,
    body: { contractId, state, askedAt, file: file && (await addressed(file, contractId, call.nowMs)) },
  };
});

async function addressed(file: NonNullable<DossierItem['file']>, contractId: string, nowMs: number) {
  const { key, sizeBytes, sha256, madeAt } = file;
  const fileName = `${contractId}.zip`;
  // The signer is heavier than all the rest: who has nothing to save does not wait for it.
  const { signDownload } = await import('#platform/sign-download.ts');
  const url = await signDownload(
    { bucket: setting('FILES_BUCKET'), key },
    { contentType: 'application/zip', fileName, expiresSeconds: SAVED_SECONDS, saved: true },
  );
  const expiresAt = isoOf(nowMs + SAVED_SECONDS * 1000);
  return { url, expiresAt, fileName, contentType: 'application/zip' as const, sizeBytes, sha256, madeAt };
}
