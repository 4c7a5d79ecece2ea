import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { assertFree, freeOrAny, freePort } from './ports.ts';

it('a free port can be listened at, and is none that an outgoing connection may be given', async () => {
  const port = await freePort();
  expect(port).toBeGreaterThanOrEqual(20_000);
  expect(port).toBeLessThan(32_768);
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  try {
    await expect(assertFree(port)).rejects.toThrow(`Port ${port} of 127.0.0.1 is taken`);
    expect(await freeOrAny(port)).toBe(0);
  } finally {
    server.close();
  }
});

it('no port is given twice: what was given may be listened at much later', async () => {
  const ports: number[] = [];
  while (ports.length < 200) ports.push(await freePort());
  expect(new Set(ports).size).toBe(200);
});
