import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Ports that no system gives to outgoing connections of its own: Linux begins at 32768, others at 49152 (RFC 6335, 6). */
const QUIET_PORTS = { from: 20_000, below: 32_768 } as const;

/** Processes that run side by side mostly draw from stripes of their own: what one has been given and does not use yet, another must not take. */
const STRIPE = 128;
const STRIPES = Math.floor((QUIET_PORTS.below - QUIET_PORTS.from) / STRIPE);

/** How many ports are looked at before it is a fault. */
const tries = 100;

/** Ports this process was given; each may be used much later, so none is given twice. */
const given = new Set<number>();

/** A TCP port of 127.0.0.1 that was free a moment ago, and that no outgoing connection will be given until it is used. */
export async function freePort(): Promise<number> {
  const stripeFrom = QUIET_PORTS.from + (process.pid % STRIPES) * STRIPE;
  for (let left = tries; left > 0; left--) {
    const isOfStripe = left > tries / 2;
    const port = isOfStripe ? stripeFrom + randomInt(STRIPE) : randomInt(QUIET_PORTS.from, QUIET_PORTS.below);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
  throw new Error(`No port of 127.0.0.1 between ${QUIET_PORTS.from} and ${QUIET_PORTS.below} seems to be free.`);
}

/** The port itself when it is free; fails with one sentence when it is not. */
export async function assertFree(port: number): Promise<number> {
  if (await isFree(port)) {
    given.add(port);
    return port;
  }
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
