import type { createUpload } from '#contract/areas/uploads.ts';
import type { OutputOf } from './client.ts';

type Form = NonNullable<OutputOf<typeof createUpload>['form']>;

/** The store did not take what was sent; `status` is its answer, 0 for none. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken';
  readonly status: number;
  constructor(status: number) {
    super(status === 0 ? 'The store could not be reached.' : `The store answered ${status}.`);
    this.status = status;
  }
}

/** The sha-256 of some bytes, all of which are in memory meanwhile. */
export async function sha256Of(bytes: Blob): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer()));
}

/** As the API writes checksums. */
export function base64Of(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** Posts a file to its form and tells how far it is, 0 to 1; rejects with NotTaken. */
export function sendFile(form: Form, file: Blob, onProgress: (share: number) => void): Promise<void> {
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
  body.append('file', file);
  return send({ method: 'POST', url: form.url, headers: {} }, body, ({ loaded, total }) =>
    onProgress(total > 0 ? loaded / total : 0),
  );
}

/** Puts one part of a film where its address says and tells how many bytes are on their way; rejects with NotTaken, and when it is given up. */
export function sendPart(
  { url, headers }: { url: string; headers: Record<string, string> },
  part: Blob,
  { onBytes, signal }: { onBytes: (bytes: number) => void; signal: AbortSignal },
): Promise<void> {
  return send({ method: 'PUT', url, headers }, part, ({ loaded }) => onBytes(loaded), signal);
}

/** Fetch cannot tell progress. */
function send(
  to: { method: 'POST' | 'PUT'; url: string; headers: Record<string, string> },
  body: FormData | Blob,
  onProgress: (event: ProgressEvent) => void,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = onProgress;
    request.onload = () => (request.status < 300 ? resolve() : reject(new NotTaken(request.status)));
    request.onerror = () => reject(new NotTaken(0));
    request.onabort = () => reject(signal?.reason);
    request.open(to.method, to.url);
    for (const [name, value] of Object.entries(to.headers)) request.setRequestHeader(name, value);
    if (signal?.aborted) return reject(signal.reason);
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });
}
