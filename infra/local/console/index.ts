/** The local console: what runs on this machine, as a page and as JSON for scripts, on an origin of its own. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpServer } from '#local/http-server.ts';
import type { RunningPlatform } from '#local/platform.ts';
import { mailInboxHandler } from '#local/resources/mail.ts';
import { refuseForeign } from './guard.ts';
import { ConsoleError, readObject, sendJson } from './http.ts';
import { Journal } from './journal.ts';
import { callRoute, consoleRoutes } from './routes.ts';
import { servePage } from './serve-page.ts';

/** What the console shows. */
export type ConsoleSource = Pick<
  RunningPlatform,
  'platform' | 'clock' | 'application' | 'providerPorts' | 'loadTimes' | 'callsOf'
>;

export interface RunningConsole {
  /** http://127.0.0.1:<port> */
  origin: string;
  stop(): Promise<void>;
}

/** Serves the console on a loopback port (0 takes a free one): the page at `/`, the inbox at `/mail`, JSON at `/api/…`. */
export async function startConsole(source: ConsoleSource, port: number): Promise<RunningConsole> {
  const journal = new Journal(source.platform);
  const routes = consoleRoutes(source, journal);
  const mail = mailInboxHandler(source.platform, '/mail');
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('referrer-policy', 'no-referrer');
    response.setHeader('cross-origin-resource-policy', 'same-origin');
    const refusal = refuseForeign(request, (server.address() as AddressInfo).port);
    if (refusal) return sendJson(response, refusal.status, { message: refusal.message });
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname === '/mail' || url.pathname.startsWith('/mail/')) return mail(request, response);
    if (request.method === 'GET' && servePage(response, url.pathname)) return;
    const body = await readObject(request);
    const answer = await callRoute(routes, `${request.method} ${url.pathname}`, { query: url.searchParams, body });
    sendJson(response, answer.status, answer.body);
  };
  const server = createHttpServer((request, response) => {
    serve(request, response).catch((error: Error) =>
      sendJson(response, error instanceof ConsoleError ? error.status : 500, { message: error.message }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        journal.stop();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
