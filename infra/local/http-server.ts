import { createServer, type RequestListener, type Server } from 'node:http';

/** How long a connection stays for the next request, ms: what a client sends in the instant an idle connection is closed is lost, and most would not send it again. */
const KEEP_ALIVE_MS = 60_000;

/** An HTTP server of this machine that does not listen yet. */
export function createHttpServer(listener: RequestListener): Server {
  return createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, listener);
}
