import type { IncomingMessage } from 'node:http';

/** Why a request is not served. */
export interface Refusal {
  status: 403 | 421;
  message: string;
}

/**
 * Refuses what another site could make a browser send: a name that was rebound to loopback (421), and a change that does not
 * come from the console's own page nor from a script that says so with `x-accord-console: 1` (403).
 */
export function refuseForeign(
  request: Pick<IncomingMessage, 'method' | 'headers'>,
  ownPort: number,
): Refusal | undefined {
  const { host, origin } = request.headers;
  if (host !== `127.0.0.1:${ownPort}` && host !== `localhost:${ownPort}`)
    return { status: 421, message: `This server answers for 127.0.0.1:${ownPort} and localhost:${ownPort} only.` };
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  if (origin === undefined) {
    if (request.headers['x-accord-console'] === '1') return undefined;
    return { status: 403, message: 'A script that changes something sends the header x-accord-console: 1.' };
  }
  if (origin === `http://${host}`) return undefined;
  return { status: 403, message: `A page of ${origin} may change nothing here.` };
}
