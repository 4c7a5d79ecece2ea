import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { createHttpServer } from '../../http-server.ts';
import type { Platform } from '../../kernel.ts';
import type { EdgeRequest, EdgeResponse } from '../http-api/exchange.ts';
import { webSocketApis } from '../websocket-api.ts';
import { type Edge, textAnswer } from './edge.ts';

/** One byte more than the API takes: what is kept of a larger body is enough for the API to refuse it with its own answer. */
const MAX_KEPT_BYTES = 10 * 1024 * 1024 + 1;

/** The one HTTP server of the site on both loopback addresses. */
export class SiteServer {
  readonly #platform: Platform;
  readonly #edge: Edge;
  readonly #servers: Server[] = [];
  readonly #hosts: Set<string>;
  readonly #port: number;

  constructor(platform: Platform, edge: Edge) {
    this.#platform = platform;
    this.#edge = edge;
    this.#port = Number(new URL(platform.siteOrigin).port || 80);
    this.#hosts = new Set(['localhost', '127.0.0.1', '[::1]'].map((host) => `${host}:${this.#port}`));
  }

  /** Starts to listen; rejects when the port is taken. A machine without IPv6 is served on IPv4 alone. */
  async listen(): Promise<void> {
    await this.#listenOn('127.0.0.1');
    await this.#listenOn('::1').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRNOTAVAIL' && error.code !== 'EAFNOSUPPORT') throw error;
    });
  }

  /** Ends the servers and every connection. */
  async close(): Promise<void> {
    await Promise.all(
      this.#servers.map(async (server) => {
        const closed = new Promise((resolve) => server.close(resolve));
        server.closeAllConnections();
        await closed;
      }),
    );
  }

  async #listenOn(address: string): Promise<void> {
    const server = createHttpServer((request, response) => void this.#serve(request, response));
    server.on('upgrade', (request, socket, head) => void this.#upgrade(request, socket, head));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, address, () => {
        server.off('error', reject);
        resolve();
      });
    });
    this.#servers.push(server);
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    try {
      const response = await this.#platform.activity.run(`site ${incoming.method} ${incoming.url}`, () =>
        this.#answer(incoming),
      );
      send(outgoing, response, incoming.method === 'HEAD');
    } catch (error) {
      this.#platform.trace.emit('edge.failed', { error: String((error as Error).stack ?? error) });
      if (!outgoing.headersSent) send(outgoing, textAnswer(502, 'The origin failed; the trace says why.'), false);
      else outgoing.destroy();
    }
  }

  async #answer(incoming: IncomingMessage): Promise<EdgeResponse> {
    // A name that resolves to loopback must not reach us from a page of another site (DNS rebinding).
    if (!this.#isOwnHost(incoming))
      return textAnswer(421, `This server answers for ${this.#platform.siteOrigin} only.`);
    return await this.#edge.handle(toEdgeRequest(incoming, await readBody(incoming)));
  }

  async #upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    try {
      if (!this.#isOwnHost(incoming)) return refuseUpgrade(socket, 421);
      const route = await this.#edge.routeUpgrade(toEdgeRequest(incoming, Buffer.alloc(0)));
      if ('response' in route) return refuseUpgrade(socket, route.response.status);
      const api = webSocketApis(this.#platform).get(route.apiId);
      if (!api) return refuseUpgrade(socket, 403);
      await api.upgrade(incoming, socket, head, route.request);
    } catch (error) {
      this.#platform.trace.emit('edge.failed', { error: String(error) });
      refuseUpgrade(socket, 502);
    }
  }

  #isOwnHost(incoming: IncomingMessage): boolean {
    return this.#hosts.has((incoming.headers.host ?? '').toLowerCase());
  }
}

function toEdgeRequest(incoming: IncomingMessage, body: Buffer): EdgeRequest {
  const [path = '/', rawQuery = ''] = splitOnce(incoming.url ?? '/', '?');
  const headers: [string, string][] = [];
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    headers.push([incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '']);
  }
  const sourceIp = (incoming.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '');
  return {
    method: incoming.method ?? 'GET',
    path,
    rawQuery,
    headers,
    body,
    sourceIp,
    protocol: `HTTP/${incoming.httpVersion}`,
  };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const kept = (chunk as Buffer).subarray(0, MAX_KEPT_BYTES - size);
    chunks.push(kept);
    size += kept.length;
  }
  return Buffer.concat(chunks);
}

function send(outgoing: ServerResponse, response: EdgeResponse, withoutBody: boolean): void {
  outgoing.sendDate = false;
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) outgoing.appendHeader(name, value);
  const bodiless = response.status === 204 || response.status === 304;
  if (!bodiless) outgoing.setHeader('content-length', response.body.length);
  outgoing.end(withoutBody || bodiless ? undefined : response.body);
}

function refuseUpgrade(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
