import type { createUpload } from '#contract/areas/uploads.ts';
import type { OutputOf } from '@/api/client.ts';

type Form = NonNullable<OutputOf<typeof createUpload>['form']>;

/** The sha-256 of a file in base64, as the form of its upload binds it. */
export async function sha256Of(file: Blob): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return btoa(String.fromCharCode(...digest));
}

/** Posts a file to its form and tells how far it is, 0 to 1; rejects when the store does not take it. Fetch cannot tell progress. */
export function sendFile(form: Form, file: Blob, onProgress: (share: number) => void): Promise<void> {
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
  body.append('file', file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () =>
      request.status < 300 ? resolve() : reject(new Error(`The store answered ${request.status}.`));
    request.onerror = () => reject(new Error('The store could not be reached.'));
    request.open('POST', form.url);
    request.send(body);
  });
}
