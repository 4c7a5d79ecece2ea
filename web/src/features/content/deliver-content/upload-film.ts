import { abortUpload, beginUpload, completeUpload, listParts, signParts } from '#contract/areas/uploads.ts';
import { VIDEOS } from '#domain/upload.ts';
import { findBegun, forgetBegun, rememberBegun } from '@/api/begun-uploads.ts';
import { api } from '@/api/index.ts';
import { ApiError } from '@/api/problem.ts';
import { sendPart } from '@/api/send-file.ts';
import { sendFilm } from '@/api/send-film.ts';
import { serverNowMs } from '@/api/server-time.ts';
import { session } from '@/api/session.ts';

/** Films beyond this are sent in parts, which are gone on with after an interruption; smaller ones are quicker in one. */
const IN_PARTS_FROM_BYTES = 16 * 1024 * 1024;

/** The type of a film that is better sent in parts; undefined for all else. */
export function typeInParts(file: File): (typeof VIDEOS)[number] | undefined {
  return file.size > IN_PARTS_FROM_BYTES ? VIDEOS.find((type) => type === file.type) : undefined;
}

export interface FilmWatch {
  /** It is known under this id from now on. */
  onBegun: (uploadId: string) => void;
  onProgress: (share: number) => void;
  /** There is no connection, or there is one again. */
  onOffline: (isOffline: boolean) => void;
  /** Ends the sending; used as well when something goes wrong for good in one part, so that the others stop. */
  controller: AbortController;
}

/** Sends a film in parts and answers its upload, which is inspected from then on; goes on with the one that was begun in this browser for the same file. */
export async function uploadFilm(file: File, contentType: (typeof VIDEOS)[number], watch: FilmWatch): Promise<string> {
  const { signal } = watch.controller;
  try {
    const uploadId = await uploadOf(file, contentType, signal);
    watch.onBegun(uploadId);
    const input = { params: { uploadId } };
    const roads = {
      list: () => api.call(listParts, input, { signal }),
      sign: async (parts: { number: number; sha256: string }[]) =>
        (await api.call(signParts, { ...input, body: { parts } }, { signal })).parts,
      put: (address: Parameters<typeof sendPart>[0], part: Blob, onBytes: (bytes: number) => void) =>
        sendPart(address, part, { onBytes, signal }),
      complete: (sha256: string) => api.call(completeUpload, { ...input, body: { sha256 } }, { signal }),
      pause: (ms: number) => pause(ms, watch.onOffline, signal),
    };
    await sendFilm(file, roads, watch.onProgress);
    forgetBegun(uploadId);
    return uploadId;
  } catch (error) {
    watch.controller.abort();
    throw error;
  }
}

/** Gives an upload up, here and on the server; one that has arrived meanwhile is left as it is. */
export async function dropFilm(uploadId: string): Promise<void> {
  forgetBegun(uploadId);
  await api.call(abortUpload, { params: { uploadId } }).catch((error: unknown) => {
    if (!(error instanceof ApiError)) throw error;
  });
}

/** The upload that was begun here with this file and still takes parts, or a new one. */
async function uploadOf(file: File, contentType: (typeof VIDEOS)[number], signal: AbortSignal): Promise<string> {
  const current = session.state();
  const userId = current.status === 'signed-in' ? current.user.userId : '';
  const begun = findBegun(userId, file, serverNowMs());
  if (begun && (await isOpen(begun.uploadId, signal))) {
    rememberBegun({ ...begun, fileName: file.name });
    return begun.uploadId;
  }
  if (begun) forgetBegun(begun.uploadId);
  const body = { fileName: file.name.slice(-200), contentType, sizeBytes: file.size };
  const { uploadId, expiresAt } = await api.call(
    beginUpload,
    { body },
    { signal, idempotencyKey: crypto.randomUUID() },
  );
  const { name: fileName, size: sizeBytes, lastModified: changedAtMs } = file;
  rememberBegun({ uploadId, userId, fileName, sizeBytes, changedAtMs, expiresAt });
  return uploadId;
}

async function isOpen(uploadId: string, signal: AbortSignal): Promise<boolean> {
  try {
    const { upload } = await api.call(listParts, { params: { uploadId } }, { signal });
    return !['expired', 'aborted', 'rejected'].includes(upload.status);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return false;
    throw error;
  }
}

/** Waits about so long, and until there is a connection. */
async function pause(ms: number, onOffline: (isOffline: boolean) => void, signal: AbortSignal): Promise<void> {
  const end = (resolve: () => void) => signal.addEventListener('abort', resolve, { once: true });
  if (!navigator.onLine) {
    onOffline(true);
    await new Promise<void>((resolve) => {
      window.addEventListener('online', () => resolve(), { once: true });
      end(resolve);
    });
    onOffline(false);
  } else {
    // Not all at once, when many lost their connection together.
    const waitMs = ms * (0.75 + Math.random() / 2);
    await new Promise<void>((resolve) => {
      setTimeout(resolve, waitMs);
      end(resolve);
    });
  }
  signal.throwIfAborted();
}
