/** One loopback server that speaks a social platform's wire protocol: its consent page, its API, and a control API for tests. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpServer } from '#local/http-server.ts';
import type { Platform } from '#local/kernel.ts';
import { makeOutgoingCall } from '#local/outgoing-calls.ts';
import type { RunningProvider } from '../index.ts';
import { serveConsent } from './consent.ts';
import { serveControl } from './control.ts';
import { type Fault, SocialState } from './state.ts';

const MAX_BODY_BYTES = 256 * 1024;

export interface SocialRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | undefined>;
  body: string;
  /** The body as a form. */
  form: URLSearchParams;
}

export interface SocialAnswer {
  status: number;
  headers?: Record<string, string>;
  /** An object is sent as JSON; a string as it is. */
  body: unknown;
}

/** What one platform does its own way. */
export interface SocialPlatform {
  name: 'instagram' | 'youtube' | 'tiktok';
  title: string;
  origins: string[];
  /** Path of its consent page, and what it calls the client's id. */
  consent: { path: string; clientParam: 'client_id' | 'client_key' };
  /** Whose call it is, for faults. */
  handleOf(request: SocialRequest, state: SocialState): string | undefined;
  /** Answers an API call; undefined for a path it does not know. */
  serve(request: SocialRequest, state: SocialState): Promise<SocialAnswer | undefined>;
  /** The address of a post. */
  urlOf(post: { mediaId: string; shortcode: string; handle: string }): string;
  /** How it says that there were too many calls. */
  throttled(retryAfterSeconds: number): SocialAnswer;
  /** Makes every count of an answer negative. */
  spoil(answer: SocialAnswer): SocialAnswer;
}

/** The stand-in of a platform as the local target starts it. */
export function socialProvider(social: SocialPlatform) {
  return {
    name: social.name,
    origins: social.origins,
    async start(platform: Platform): Promise<RunningProvider> {
      const state = new SocialState(platform, social.name);
      await state.load();
      const server = createHttpServer((request, response) => {
        serve(platform, social, state, request, response).catch((error: unknown) => {
          platform.trace.emit('social.defect', { provider: social.name, error: String(error) });
          response.destroy();
        });
      });
      const port = await listen(platform, social.name, server);
      return {
        port,
        async stop() {
          const closed = new Promise<void>((resolve) => server.close(() => resolve()));
          server.closeAllConnections();
          await closed;
        },
        reset: () => state.reset(),
      };
    },
  };
}

/** Addresses handed out before a restart name the port, so the same one is taken again when it is free. */
export async function listen(platform: Platform, name: string, server: Server): Promise<number> {
  const on = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve((server.address() as AddressInfo).port);
      });
    });
  const before = await platform.store.get<number>('social-server', name);
  const port = await on(before ?? 0).catch(() => on(0));
  await platform.store.put('social-server', name, port);
  return port;
}

/** The body of a request; undefined when it is too large. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function serve(
  platform: Platform,
  social: SocialPlatform,
  state: SocialState,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://stand-in');
  const body = await readBody(incoming);
  if (body === undefined) return send(response, { status: 413, body: '' });
  const request: SocialRequest = {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers as Record<string, string | undefined>,
    body,
    form: new URLSearchParams(body),
  };
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  if (host !== '127.0.0.1' && host !== 'localhost')
    return send(response, { status: 403, body: 'This stand-in answers its own machine only.' });
  if (request.path.startsWith('/_control/')) return send(response, await serveControl(social, state, request));
  const label = `${social.name} ${request.method} ${request.path}`;
  const answer = await platform.activity.run(label, () => answerCall(platform, social, state, request));
  if (answer === 'hang') return;
  if (answer === 'reset') {
    incoming.socket.resetAndDestroy();
    return;
  }
  send(response, answer);
}

async function answerCall(
  platform: Platform,
  social: SocialPlatform,
  state: SocialState,
  request: SocialRequest,
): Promise<SocialAnswer | 'hang' | 'reset'> {
  const consent = await serveConsent(social, state, request);
  if (consent) return consent;
  const call = { kind: 'provider', from: social.name, what: `${request.method} ${request.path}` } as const;
  return makeOutgoingCall<SocialAnswer | 'hang' | 'reset'>(platform, call, async () => {
    const handle = social.handleOf(request, state);
    const fault = state.takeFault(request.path, handle);
    const answer = fault
      ? await faultAnswer(social, state, request, fault)
      : ((await social.serve(request, state)) ?? { status: 404, body: 'Not found' });
    platform.trace.emit('social.call', {
      provider: social.name,
      method: request.method,
      path: request.path,
      status: typeof answer === 'string' ? answer : answer.status,
      ...(fault ? { fault: fault.kind } : {}),
    });
    return answer;
  });
}

async function faultAnswer(
  social: SocialPlatform,
  state: SocialState,
  request: SocialRequest,
  fault: Fault,
): Promise<SocialAnswer | 'hang' | 'reset'> {
  switch (fault.kind) {
    case 'hang':
    case 'reset':
      return fault.kind;
    case 'html':
      return {
        status: fault.status ?? 200,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: '<!doctype html><title>Sorry</title><h1>Something went wrong</h1><p>We are working on it.</p>',
      };
    case 'malformed':
      return { status: fault.status ?? 200, headers: { 'content-type': 'application/json' }, body: '{"data": [{"na' };
    case 'empty':
      return { status: fault.status ?? 200, body: {} };
    case 'throttle':
      return social.throttled(fault.retryAfterSeconds ?? 600);
    case 'status':
      return { status: fault.status ?? 500, body: { error: { message: 'An unknown error has occurred.' } } };
    case 'negative':
      return social.spoil((await social.serve(request, state)) ?? { status: 404, body: 'Not found' });
  }
}

/** Sends an answer: text as it is, anything else as JSON. */
export function send(response: ServerResponse, { status, headers, body }: SocialAnswer): void {
  const isText = typeof body === 'string';
  response.writeHead(status, {
    'cache-control': 'no-store',
    'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
    ...headers,
  });
  response.end(isText ? body : JSON.stringify(body));
}

/** Every number of a JSON value turned by `turn`, strings of digits too. */
export function turnNumbers(value: unknown, names: readonly string[], turn: (count: number) => number): unknown {
  if (Array.isArray(value)) return value.map((one) => turnNumbers(one, names, turn));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      if (!names.includes(name)) return [name, turnNumbers(one, names, turn)];
      if (typeof one === 'number') return [name, turn(one)];
      if (typeof one === 'string' && /^\d+$/.test(one)) return [name, String(turn(Number(one)))];
      return [name, turnNumbers(one, names, turn)];
    }),
  );
}
