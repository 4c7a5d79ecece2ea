import * as z from 'zod/mini';
import { LIVE_PROTOCOL, LiveAnswer, type LivePush, type LiveRequest } from '#contract/live.ts';

/** As much of a WebSocket as the client uses. */
export interface Socket {
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
}

/** What the live client needs from its surroundings; tests pass their own. */
export interface LiveDeps {
  /** Where to begin: an event id of the time the page began to read. */
  since: string;
  /** A one-time ticket; rejects when there is none to be had now. */
  ticket: () => Promise<string>;
  open: (protocols: string[]) => Socket;
  /** The rooms that the open screens want to hear besides those one is in by oneself. */
  rooms: () => Iterable<string>;
  /** Calls back after that many ms; answers the way to stop it. */
  after: (ms: number, callback: () => void) => () => void;
  /** Uniform in [0, 1). */
  random: () => number;
  /** Something changed; each push comes once. */
  onPush: (push: LivePush) => void;
  /** Too much was missed: everything may have changed. */
  onGap: () => void;
}

const PING_MS = 5 * 60_000;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
/** Pushes whose ids are remembered, since a resumption sends some again. */
const REMEMBERED = 300;

export interface Live {
  stop(): void;
  /** A screen begins to want a room, or wants it no more; while there is no connection, the next one asks for the rooms of then. */
  join(room: string): void;
  leave(room: string): void;
}

/** Keeps a connection to the server until it is stopped: reconnects with growing waits, goes into its rooms again and catches up on what it missed. */
export function startLive(deps: LiveDeps): Live {
  const seen = new Set<string>();
  let lastEventId = deps.since;
  let socket: Socket | undefined;
  let cancelTimer = (): void => undefined;
  let failures = 0;
  let stopped = false;
  let isOpen = false;
  let joinsAsked = 0;

  const again = (): void => {
    if (stopped) return;
    const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
    failures += 1;
    cancelTimer = deps.after(ceiling * (0.5 + deps.random() / 2), () => void connect());
  };

  const say = (message: LiveRequest): void => socket?.send(JSON.stringify(message));

  const ping = (): void => {
    say({ ping: true });
    cancelTimer = deps.after(PING_MS, ping);
  };

  /** Once it is in all its rooms, so that nothing is missed in between; those asked for later are caught up on in the same way. */
  const catchUp = (): void => {
    if (joinsAsked === 0) say({ resumeAfter: lastEventId });
  };

  const join = (room: string): void => {
    if (!isOpen) return;
    joinsAsked += 1;
    say({ join: room });
  };

  const hear = (data: unknown): void => {
    const answer = parse(data);
    if (!answer) return;
    if (joinsAsked > 0 && ('joined' in answer || 'refused' in answer)) {
      joinsAsked -= 1;
      catchUp();
    }
    if ('resumed' in answer && !answer.complete) deps.onGap();
    if (!('event' in answer)) return;
    const name = `${answer.eventId}#${answer.event}`;
    if (answer.eventId > lastEventId) lastEventId = answer.eventId;
    if (seen.has(name)) return;
    seen.add(name);
    const [oldest] = seen;
    if (seen.size > REMEMBERED && oldest) seen.delete(oldest);
    deps.onPush(answer);
  };

  const connect = async (): Promise<void> => {
    const ticket = await deps.ticket().catch(() => undefined);
    if (stopped) return;
    if (ticket === undefined) return again();
    const opened = deps.open([LIVE_PROTOCOL, ticket]);
    socket = opened;
    opened.onopen = () => {
      failures = 0;
      isOpen = true;
      joinsAsked = 0;
      for (const room of deps.rooms()) join(room);
      catchUp();
      cancelTimer = deps.after(PING_MS, ping);
    };
    opened.onmessage = ({ data }) => hear(data);
    opened.onclose = () => {
      cancelTimer();
      socket = undefined;
      isOpen = false;
      again();
    };
  };

  void connect();
  return {
    stop: () => {
      stopped = true;
      cancelTimer();
      socket?.close();
    },
    join,
    leave: (room) => {
      if (isOpen) say({ leave: room });
    },
  };
}

function parse(data: unknown): LiveAnswer | undefined {
  try {
    const answer = z.safeParse(LiveAnswer, JSON.parse(String(data)));
    return answer.success ? answer.data : undefined;
  } catch {
    return undefined;
  }
}
