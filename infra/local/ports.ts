import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Ports that no system gives to outgoing connections of its own: Linux begins at 32768, others at 49152 (RFC 6335, 6). */
const QUIET_PORTS = { from: 20_000, below: 32_768 } as const;

/** How many ports are looked at before it is a fault. */
const tries = 100;

/** A TCP port of 127.0.0.1 that was free a moment ago, and that no outgoing connection will be given until it is used. */
export async function freePort(): Promise<number> {
  for (let left = tries; left > 0; left--) {
    const port = randomInt(QUIET_PORTS.from, QUIET_PORTS.below);
    if (await isFree(port)) return port;
  }
  throw new Error(`No port of 127.0.0.1 between ${QUIET_PORTS.from} and ${QUIET_PORTS.below} seems to be free.`);
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
