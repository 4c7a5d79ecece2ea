import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

const NAMES = ['KEY_ID', 'AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_ENDPOINT_URL_KMS'] as const;

/** A key service on this machine for the tests of a file: what it wraps it gives back for the same context, and for no other. */
export function prepareTestKeys(): void {
  const before = NAMES.map((name) => [name, process.env[name]] as const);
  const service = createServer((request, response) => {
    const received: Buffer[] = [];
    request.on('data', (chunk: Buffer) => received.push(chunk));
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target']).split('.')[1];
      const body = JSON.parse(Buffer.concat(received).toString('utf8'));
      const answer = operation === 'Encrypt' ? { CiphertextBlob: encrypted(body) } : decrypted(body);
      response.statusCode = answer ? 200 : 400;
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify(answer ?? { __type: 'InvalidCiphertextException' }));
    });
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
    const { port } = service.address() as AddressInfo;
    Object.assign(process.env, {
      KEY_ID: 'key-in-tests',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL_KMS: `http://127.0.0.1:${port}`,
    });
  });
  afterAll(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    service.closeAllConnections();
    service.close();
  });
}

interface Wrapped {
  Plaintext: string;
  EncryptionContext: Record<string, string>;
}

function encrypted({ Plaintext, EncryptionContext }: Wrapped): string {
  return Buffer.from(JSON.stringify({ Plaintext, EncryptionContext })).toString('base64');
}

function decrypted(body: { CiphertextBlob: string; EncryptionContext: Record<string, string> }) {
  const wrapped: Wrapped = JSON.parse(Buffer.from(body.CiphertextBlob, 'base64').toString('utf8'));
  const isSame = JSON.stringify(wrapped.EncryptionContext) === JSON.stringify(body.EncryptionContext);
  return isSame ? { Plaintext: wrapped.Plaintext } : undefined;
}
