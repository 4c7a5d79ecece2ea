import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

/** Settings that name secrets, and the values a function reads for them in tests. */
const SECRETS: Record<string, string> = { SIGNING_SECRET_NAME: 'test-signing' };

/** A secret store on loopback for the tests of this file, so that cursors are signed as they are in a function. */
export function prepareTestSecrets(): void {
  const before = new Map<string, string | undefined>();
  let server: Server | undefined;
  const put = (name: string, value: string): void => {
    before.set(name, process.env[name]);
    process.env[name] = value;
  };
  beforeAll(async () => {
    server = createServer((_request, response) => {
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify({ Name: 'test-signing', SecretString: 'a secret that only tests know' }));
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    put('AWS_ENDPOINT_URL_SECRETS_MANAGER', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    put('AWS_ACCESS_KEY_ID', 'test');
    put('AWS_SECRET_ACCESS_KEY', 'test');
    for (const [name, value] of Object.entries(SECRETS)) put(name, value);
  });
  afterAll(async () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  });
}
