import { type LookupAddress, lookup as lookUp } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { type WebhookTargets, webhookAddressProblem } from '#domain/webhook-address.ts';
import type { AttemptOutcome } from '#domain/webhook-delivery.ts';
import { isLoopbackAddress, isPublicAddress } from './public-address.ts';

/** How long a receiver has for everything, name look-up included, ms. */
const TIMEOUT_MS = 10_000;
/** How much of an answer is read and kept, bytes. */
const KEPT_BYTES = 1024;

export interface ReceiverAnswer {
  outcome: AttemptOutcome;
  responseStatus: number | null;
  /** The beginning of the body, or why there is none. */
  response: string;
}

/** A name leads to an address that nothing is sent to. */
class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

type Resolve = (host: string, done: (error: Error | null, addresses: LookupAddress[]) => void) => void;

const resolveByDns: Resolve = (host, done) => lookUp(host, { all: true, verbatim: true }, done);

/**
 * A look-up for a connection that refuses a name as soon as one of its addresses is not public. The connection is made to the very addresses that were
 * looked at, so that a name cannot lead elsewhere a moment later.
 */
export function lookUpPublic(targets: WebhookTargets, resolve: Resolve = resolveByDns): LookupFunction {
  const mayReach = (address: string) =>
    isPublicAddress(address) || (targets === 'public-and-loopback' && isLoopbackAddress(address));
  return (host, options, done) => {
    resolve(host, (error, addresses) => {
      if (error) return done(error, '');
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => mayReach(address)))
        return done(new AddressRefused(`${host} does not lead to the public internet.`), '');
      if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}

/**
 * Posts a signed body to a receiver chosen by a workspace and says how that went; never throws for what the receiver does. Follows no redirect, reads only
 * the beginning of the answer, keeps no connection and sends nothing to an address that is not public (OWASP API7, ASVS 1.3.6).
 */
export async function postToReceiver(
  receiver: { url: string; targets: WebhookTargets },
  { headers, body }: { headers: Record<string, string>; body: string },
): Promise<ReceiverAnswer> {
  const problem = webhookAddressProblem(receiver.url, receiver.targets);
  if (problem) return { outcome: 'address_refused', responseStatus: null, response: `The address ${problem}.` };
  const url = new URL(receiver.url);
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const options = {
    ...{ method: 'POST', agent: false, signal, lookup: lookUpPublic(receiver.targets) },
    headers: {
      ...headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Accord-Webhooks/1',
    },
  };
  try {
    return await new Promise<ReceiverAnswer>((resolve, reject) => {
      const request = (url.protocol === 'http:' ? requestHttp : requestHttps)(url, options, (answer) => {
        const responseStatus = answer.statusCode ?? 0;
        readBeginning(answer)
          .then((response) => resolve({ outcome: outcomeOf(responseStatus), responseStatus, response }))
          .catch(reject);
      });
      request.on('error', reject);
      request.end(body);
    });
  } catch (error) {
    return failureOf(error as NodeJS.ErrnoException, signal.aborted);
  }
}

async function readBeginning(answer: AsyncIterable<Buffer> & { destroy(): unknown }): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    chunks.push(chunk);
    size += chunk.length;
    // Leaving the loop closes the connection: more of the answer is not even received.
    if (size >= KEPT_BYTES) break;
  }
  answer.destroy();
  return Buffer.concat(chunks).subarray(0, KEPT_BYTES).toString('utf8');
}

function outcomeOf(status: number): AttemptOutcome {
  if (status >= 200 && status < 300) return 'delivered';
  return status >= 300 && status < 400 ? 'redirected' : 'refused';
}

function failureOf(error: NodeJS.ErrnoException, isTimeout: boolean): ReceiverAnswer {
  const failed = (outcome: AttemptOutcome, response: string): ReceiverAnswer => ({
    ...{ outcome, responseStatus: null, response },
  });
  if (isTimeout) return failed('timed_out', `No whole answer within ${TIMEOUT_MS / 1000} seconds.`);
  if (error instanceof AddressRefused) return failed('address_refused', error.message);
  return failed('unreachable', `The connection failed: ${error.code ?? error.name}.`);
}
