import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach } from 'vitest';

/** One request that the server got. */
export interface Heard {
  method: string;
  /** Path with query. */
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** What the server answers; a function answers by itself, or never. */
export type Reply =
  | { status?: number; headers?: Record<string, string>; body: unknown }
  | ((request: IncomingMessage, response: ServerResponse) => void);

/** A real HTTP server on loopback for the tests of this file; it gives the replies in order, the last one again and again. */
export function prepareLoopback(): { url: () => string; reply: (...replies: Reply[]) => void; heard: () => Heard[] } {
  let server: Server | undefined;
  let replies: Reply[] = [];
  let heard: Heard[] = [];
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const body = Buffer.concat(await request.toArray()).toString();
      heard.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      const reply = replies.length > 1 ? replies.shift() : replies[0];
      if (!reply) response.writeHead(404).end();
      else if (typeof reply === 'function') reply(request, response);
      else {
        const isText = typeof reply.body === 'string';
        const type = isText ? 'text/html; charset=utf-8' : 'application/json';
        response.writeHead(reply.status ?? 200, { 'content-type': type, ...reply.headers });
        response.end(isText ? reply.body : JSON.stringify(reply.body));
      }
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => {
    replies = [];
    heard = [];
  });
  afterAll(async () => {
    server?.closeAllConnections();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  });
  return {
    url: () => {
      const address = server?.address() as AddressInfo | undefined;
      if (!address) throw new Error('The server runs only while tests run.');
      return `http://127.0.0.1:${address.port}`;
    },
    reply: (...next) => {
      replies = next;
    },
    heard: () => heard,
  };
}
