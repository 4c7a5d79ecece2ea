import { createServer } from 'node:net';

/** A TCP port of 127.0.0.1 that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** The port itself when it is free; fails with one sentence when it is not. */
export async function assertFree(port: number): Promise<number> {
  if (await isFree(port)) return port;
  throw new Error(`Port ${port} of 127.0.0.1 is taken; stop what uses it or choose another with --port.`);
}

/** The port when it is free, else 0 (any). */
export async function freeOrAny(port: number): Promise<number> {
  return port < 65_536 && (await isFree(port)) ? port : 0;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
