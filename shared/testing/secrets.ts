import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

/** Settings that name secrets, and the value a function reads in tests for those without one of their own. */
const SECRETS: Record<string, string> = { SIGNING_SECRET_NAME: 'test-signing' };
const VALUE = 'a secret that only tests know';

/** A secret store on loopback for the tests of this file, so that cursors are signed as they are in a function; `values` are further ones by their setting. */
export function prepareTestSecrets(values: Record<string, string> = {}): void {
  const before = new Map<string, string | undefined>();
  let server: Server | undefined;
  const put = (name: string, value: string): void => {
    before.set(name, process.env[name]);
    process.env[name] = value;
  };
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const { SecretId } = JSON.parse(Buffer.concat(await request.toArray()).toString()) as { SecretId: string };
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify({ Name: SecretId, SecretString: values[SecretId] ?? VALUE }));
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    put('AWS_ENDPOINT_URL_SECRETS_MANAGER', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    put('AWS_ACCESS_KEY_ID', 'test');
    put('AWS_SECRET_ACCESS_KEY', 'test');
    for (const [name, value] of Object.entries(SECRETS)) put(name, value);
    for (const name of Object.keys(values)) put(name, name);
  });
  afterAll(async () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  });
}
