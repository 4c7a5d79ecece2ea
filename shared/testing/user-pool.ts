import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

const given = {
  USER_POOL_ID: 'us-east-1_tests',
  USER_POOL_CLIENT_ID: 'client-in-tests',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
};
const names = [...Object.keys(given), 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'];

interface PoolAnswer {
  status?: number;
  body: object;
}

/** A user pool on this machine for the tests of a file, which answers each operation as told; answers the operations it got. */
export function prepareTestUserPool(
  answerTo: (operation: string, body: Record<string, unknown>) => PoolAnswer,
): string[] {
  const operations: string[] = [];
  const before = names.map((name) => [name, process.env[name]] as const);
  const pool = createServer((request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    operations.push(operation);
    const received: Buffer[] = [];
    request.on('data', (chunk: Buffer) => received.push(chunk));
    request.on('end', () => {
      const { status = 200, body } = answerTo(operation, JSON.parse(Buffer.concat(received).toString('utf8') || '{}'));
      response.statusCode = status;
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify(body));
    });
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => pool.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(pool.address() as AddressInfo).port}`;
    Object.assign(process.env, given, { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: url });
  });
  afterAll(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    pool.closeAllConnections();
    pool.close();
  });
  return operations;
}
