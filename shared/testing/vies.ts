import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

/** VIES for the tests of this file: numbers that end with 000 were never issued, and of those that end with 999 nothing can be said. */
export function prepareTestVies(): void {
  const before = process.env.VIES_API_URL;
  let server: Server | undefined;
  beforeAll(async () => {
    server = createServer(({ url = '' }, response) => {
      const userError = url.endsWith('000') ? 'INVALID' : url.endsWith('999') ? 'MS_UNAVAILABLE' : 'VALID';
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ isValid: userError === 'VALID', userError }));
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    process.env.VIES_API_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    if (before === undefined) delete process.env.VIES_API_URL;
    else process.env.VIES_API_URL = before;
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  });
}
