import { WebSocket } from 'ws';

/** One message as the socket heard it. */
export interface Heard {
  event?: string;
  eventId?: string;
  // biome-ignore lint/suspicious/noExplicitAny: a JSON message that journeys look into
  data?: any;
  [field: string]: unknown;
}

export interface LiveSocket {
  protocol: string;
  /** Everything heard so far, oldest first. */
  heard: readonly Heard[];
  send(message: unknown): void;
  sendText(text: string): void;
  /** The next message with that field, that no call has taken yet. */
  next(field: string): Promise<Heard>;
  /** The next push of that name, about that id if one is given. */
  nextEvent(event: string, about?: string): Promise<Heard & { eventId: string }>;
  close(): Promise<void>;
}

export interface Handshake {
  ticket?: string;
  /** The site's own when not given. */
  origin?: string;
}

function open(site: string, { ticket, origin = site }: Handshake): WebSocket {
  const url = `${site.replace(/^http/, 'ws')}/ws`;
  return new WebSocket(url, ticket ? ['accord', ticket] : [], { origin });
}

/** The status a handshake is refused with; throws when it is let in. */
export function refusalOf(site: string, handshake: Handshake): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = open(site, handshake);
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
    socket.on('open', () => {
      socket.terminate();
      reject(new Error('The handshake was let in.'));
    });
    socket.on('error', () => undefined);
  });
}

/** Opens a WebSocket as the site does; rejects when the handshake is refused. */
export async function connectLive(site: string, handshake: Handshake): Promise<LiveSocket> {
  const socket = open(site, handshake);
  const heard: Heard[] = [];
  const taken = new Set<Heard>();
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    heard.push(JSON.parse(data.toString()) as Heard);
    for (const look of waiting) look();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  const take = (wanted: (message: Heard) => boolean): Promise<Heard> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = heard.find((message) => !taken.has(message) && wanted(message));
        if (!found) return;
        taken.add(found);
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  return {
    protocol: socket.protocol,
    heard,
    send: (message) => socket.send(JSON.stringify(message)),
    sendText: (text) => socket.send(text),
    next: (field) => take((message) => field in message),
    nextEvent: async (event, about) =>
      (await take(
        (message) => message.event === event && (!about || JSON.stringify(message.data).includes(about)),
      )) as Heard & { eventId: string },
    close: () =>
      new Promise((resolve) => {
        if (socket.readyState === socket.CLOSED) return resolve();
        socket.once('close', () => resolve());
        socket.close();
      }),
  };
}
