import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, vi } from 'vitest';

/** An execution that a function asked for. */
export interface StartedExecution {
  name: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the machine is given, looked at by tests
  input: any;
}

/** Step Functions for the tests of this file, as far as it starts and wakes executions: those that were asked for, in order, and the tokens that were given. */
export function prepareTestMachines(): StartedExecution[] & { woken: string[] } {
  const started: StartedExecution[] = [];
  const woken: string[] = [];
  const machines = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    if (String(request.headers['x-amz-target']).endsWith('.SendTaskSuccess')) {
      woken.push((JSON.parse(body) as { taskToken: string }).taskToken);
      response.end('{}');
      return;
    }
    const { name, input } = JSON.parse(body) as { name: string; input: string };
    started.push({ name, input: JSON.parse(input) });
    response.end(JSON.stringify({ executionArn: `arn:${name}`, startDate: 0 }));
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => machines.listen(0, '127.0.0.1', resolve));
    vi.stubEnv('AWS_ENDPOINT_URL_SFN', `http://127.0.0.1:${(machines.address() as AddressInfo).port}`);
    vi.stubEnv('AWS_REGION', 'us-east-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
    vi.stubEnv('MACHINE_ARN_PREFIX', 'arn:aws:states:us-east-1:000000000000:stateMachine:');
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    machines.closeAllConnections();
    machines.close();
  });
  return Object.assign(started, { woken });
}
