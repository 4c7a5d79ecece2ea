import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { RunningPlatform } from './platform.ts';
import { mailInboxHandler } from './resources/mail.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** The tools of the developer: console, mail inbox and a control API, on a port of their own. */
export interface ToolsServer {
  /** http://127.0.0.1:<port> */
  origin: string;
  stop(): Promise<void>;
}

/**
 * Serves `/` (the console, when infra/local/console/index.ts exports `consoleHandler`), `/mail/` and `/control/…`:
 * GET clock · POST clock {"toMs"} or {"advanceMs"} · GET trace?kind=&correlationId=&limit= · GET calls?invocation= ·
 * GET functions (module load ms) · POST idle. Changing calls need the header `x-accord-local: 1`, which no other site can send.
 */
export async function startTools(running: RunningPlatform, port: number): Promise<ToolsServer> {
  const mail = mailInboxHandler(running.platform, '/mail');
  const consolePage = await loadConsole(running);
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const handler: Handler = !isOwnHost(request)
      ? (_request, answer) => send(answer, 421, { message: 'This server answers for 127.0.0.1 and localhost only.' })
      : path.startsWith('/control/')
        ? (incoming, answer) => control(running, incoming, answer)
        : path === '/mail' || path.startsWith('/mail/')
          ? mail
          : consolePage;
    void Promise.resolve()
      .then(() => handler(request, response))
      .catch((error: Error) => send(response, 500, { message: error.message }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function loadConsole(running: RunningPlatform): Promise<Handler> {
  const file = join(dirname(fileURLToPath(import.meta.url)), 'console', 'index.ts');
  if (!existsSync(file)) return (_request, response) => void response.writeHead(302, { location: '/mail/' }).end();
  const module = (await import(pathToFileURL(file).href)) as { consoleHandler: (running: RunningPlatform) => Handler };
  return module.consoleHandler(running);
}

async function control(running: RunningPlatform, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const operation = `${request.method} ${url.pathname.slice('/control/'.length)}`;
  if (request.method !== 'GET' && request.headers['x-accord-local'] !== '1') {
    return send(response, 403, { message: 'Send the header x-accord-local: 1.' });
  }
  const { clock, platform } = running;
  switch (operation) {
    case 'GET clock':
      return send(response, 200, { nowMs: clock.now(), pending: clock.pending().slice(0, 100) });
    case 'POST clock': {
      const { toMs, advanceMs } = (await readJson(request)) as { toMs?: number; advanceMs?: number };
      const target = toMs ?? clock.now() + (advanceMs ?? Number.NaN);
      if (!Number.isFinite(target)) return send(response, 400, { message: 'Give toMs or advanceMs, a number of ms.' });
      await clock.advanceTo(target);
      return send(response, 200, { nowMs: clock.now() });
    }
    case 'POST idle':
      await platform.activity.idle();
      return send(response, 200, { nowMs: clock.now() });
    case 'GET trace':
      return send(response, 200, { records: platform.trace.recent(traceFilter(url.searchParams)) });
    case 'GET calls':
      return send(response, 200, { calls: running.callsOf(url.searchParams.get('invocation') ?? '') });
    case 'GET functions':
      return send(response, 200, { loadMs: running.loadTimes() });
    default:
      return send(response, 404, { message: `There is no ${operation}.` });
  }
}

function traceFilter(query: URLSearchParams): { kind?: string; correlationId?: string; limit: number } {
  const kind = query.get('kind');
  const correlationId = query.get('correlationId');
  return {
    limit: Math.min(Number(query.get('limit')) || 200, 20_000),
    ...(kind ? { kind } : {}),
    ...(correlationId ? { correlationId } : {}),
  };
}

/** A name that resolves to loopback must not bring another site's page here. */
function isOwnHost(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost):\d+$/.test(request.headers.host ?? '');
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString('utf8')) : {};
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}
