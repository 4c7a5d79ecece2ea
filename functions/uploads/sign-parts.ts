import { signParts } from '#contract/areas/uploads.ts';
import type { BodyOf } from '#contract/endpoint.ts';
import { Failure } from '#contract/failure.ts';
import { replace } from '#data/change.ts';
import { Uploads, uploadRef } from '#data/upload.ts';
import { isRefused, refuse } from '#domain/decision.ts';
import { bytesOfPart, issuesOfNumbers, openForParts, PART_ADDRESS_MS } from '#domain/upload-parts.ts';
import type { PartsName } from '#platform/upload-parts.ts';
import { isoOf } from '#runtime/clock.ts';
import { type Call, endpoint } from '#runtime/endpoint.ts';
import { type FilmItem, getOwnOrThrow, nameParts, openOrThrow, partsNameOf } from './film.ts';

export const handler = endpoint(signParts, async (call) => {
  const { influencerId } = call.influencer();
  const upload = openOrThrow(await getOwnOrThrow(influencerId, call.params.uploadId), call.nowMs);
  const issues = issuesOfNumbers(upload, call.body.parts);
  if (issues.length > 0) throw new Failure('validation_failed', undefined, { issues });
  const name = partsNameOf(upload) ?? (await openInStore(call, upload));
  return { status: 200, body: { parts: await sign(upload, name, { ...call.body, nowMs: call.nowMs }) } };
});

/**
 * Begins the upload in the store with the first part, and keeps what the store calls it. Of two requests that do so at once one is too late and takes back what
 * it began; what nobody took back, because a function died, has no parts, and the bucket removes it after a day.
 */
async function openInStore(call: Call<typeof signParts>, film: FilmItem): Promise<PartsName> {
  const { dropParts, openParts } = await import('#platform/upload-parts.ts');
  const mine = nameParts(film, await openParts(nameParts(film, ''), film.contentType));
  const kept = await call.commitOne({
    reads: { upload: uploadRef(film.ownerId, film.uploadId) },
    decide: ({ upload }) => {
      const open = upload ? openForParts(upload, call.nowMs) : refuse('not_found');
      if (isRefused(open)) return open;
      const storeId = open.parts.storeId ?? mine.storeId;
      const changes = open.parts.storeId
        ? []
        : [replace(Uploads, open, { ...open, parts: { ...open.parts, storeId } })];
      return { changes, answer: { status: 200, body: { storeId } } };
    },
  });
  const storeId = isRefused(kept) ? undefined : kept.body.storeId;
  if (storeId !== mine.storeId) await dropParts(mine);
  if (isRefused(kept)) throw new Failure(kept.refused, kept.detail);
  return nameParts(film, kept.body.storeId);
}

async function sign(film: FilmItem, name: PartsName, asked: BodyOf<typeof signParts> & { nowMs: number }) {
  const { signPart } = await import('#platform/upload-parts.ts');
  const untilMs = Math.min(asked.nowMs + PART_ADDRESS_MS, film.expiresAtMs);
  const expiresSeconds = Math.max(1, Math.floor((untilMs - asked.nowMs) / 1000));
  return Promise.all(
    asked.parts.map(async ({ number, sha256 }) => {
      const sizeBytes = bytesOfPart(film, number);
      const signed = await signPart(name, { number, sizeBytes, sha256, expiresSeconds });
      return { number, sizeBytes, ...signed, expiresAt: isoOf(untilMs) };
    }),
  );
}
