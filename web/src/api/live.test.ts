import { describe, expect, it } from 'vitest';
import type { LivePush } from '#contract/live.ts';
import { type Socket, startLive } from './live.ts';

class TestSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly sent: unknown[] = [];
  isClosed = false;
  readonly protocols: string[];
  constructor(protocols: string[]) {
    this.protocols = protocols;
  }
  send(text: string) {
    this.sent.push(JSON.parse(text));
  }
  close() {
    this.isClosed = true;
  }
  hear(message: unknown) {
    this.onmessage?.({ data: typeof message === 'string' ? message : JSON.stringify(message) });
  }
}

const eventId = (count: number) => `evt_01JD${String(count).padStart(22, '0')}`;
const push = (count: number, event: LivePush['event'] = 'campaign:status') => ({
  event,
  eventId: eventId(count),
  occurredAt: '2026-11-20T12:00:00.000Z',
  data: { campaignId: 'cmp_01JD0000000000000000000001' },
});

/** A live client on sockets and timers that the test moves itself. */
async function bench(tickets: (string | Error)[] = [], rooms: Set<string> = new Set()) {
  const sockets: TestSocket[] = [];
  const timers: { ms: number; callback: () => void; cancelled: boolean }[] = [];
  const pushes: LivePush[] = [];
  let gaps = 0;
  const live = startLive({
    rooms: () => rooms,
    since: eventId(0),
    ticket: async () => {
      const next = tickets.shift() ?? `ticket-${sockets.length + 1}`;
      if (next instanceof Error) throw next;
      return next;
    },
    open: (protocols) => {
      const socket = new TestSocket(protocols);
      sockets.push(socket);
      return socket;
    },
    after: (ms, callback) => {
      const timer = { ms, callback, cancelled: false };
      timers.push(timer);
      return () => {
        timer.cancelled = true;
      };
    },
    random: () => 1,
    onPush: (one) => pushes.push(one),
    onGap: () => {
      gaps += 1;
    },
  });
  const settle = async () => {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  /** Runs the newest timer that still stands. */
  const fire = async () => {
    const timer = timers.findLast(({ cancelled }) => !cancelled);
    if (!timer) throw new Error('no timer stands');
    timer.cancelled = true;
    timer.callback();
    await settle();
    return timer.ms;
  };
  await settle();
  const newest = () => sockets.at(-1) as TestSocket;
  return { sockets, timers, pushes, gaps: () => gaps, stop: live.stop, live, fire, newest };
}

describe('the live client', () => {
  it('offers its ticket beside the protocol, catches up with the page and pings every five minutes', async () => {
    const { newest, fire } = await bench();
    expect(newest().protocols).toEqual(['accord', 'ticket-1']);
    newest().onopen?.();
    expect(newest().sent).toEqual([{ resumeAfter: eventId(0) }]);
    expect([await fire(), await fire()]).toEqual([300_000, 300_000]);
    expect(newest().sent).toEqual([{ resumeAfter: eventId(0) }, { ping: true }, { ping: true }]);
  });

  it('tells each push once, whatever comes again, and passes over what it does not understand', async () => {
    const { newest, pushes } = await bench();
    newest().onopen?.();
    for (const message of [push(1), push(1), push(1, 'budget:updated'), push(2), '{', { event: 'x' }, { pong: true }])
      newest().hear(message);
    expect(pushes.map((one) => `${one.event} ${one.eventId}`)).toEqual([
      `campaign:status ${eventId(1)}`,
      `budget:updated ${eventId(1)}`,
      `campaign:status ${eventId(2)}`,
    ]);
  });

  it('reconnects with growing waits and a new ticket, and begins after the newest event it knows', async () => {
    const { newest, fire, sockets } = await bench();
    newest().onopen?.();
    newest().hear(push(5));
    newest().hear(push(3));
    newest().onclose?.();
    expect(await fire()).toBe(1000);
    newest().onclose?.();
    expect(await fire()).toBe(2000);
    newest().onopen?.();
    expect(newest().protocols[1]).toBe('ticket-3');
    expect(newest().sent).toEqual([{ resumeAfter: eventId(5) }]);
    newest().onclose?.();
    expect(await fire()).toBe(1000);
    expect(sockets).toHaveLength(4);
  });

  it('waits a minute at most when there is no ticket to be had', async () => {
    const refusals = Array.from({ length: 10 }, () => new Error('no'));
    const { fire, sockets } = await bench(refusals);
    const waits: number[] = [];
    for (let count = 0; count < 10; count++) waits.push(await fire());
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000, 60_000]);
    expect(sockets).toHaveLength(1);
  });

  it('asks to read everything again when it missed too much', async () => {
    const { newest, gaps } = await bench();
    newest().hear({ resumed: 3, complete: true });
    expect(gaps()).toBe(0);
    newest().hear({ resumed: 0, complete: false });
    expect(gaps()).toBe(1);
  });

  it('does nothing more once it is stopped', async () => {
    const { newest, stop, timers } = await bench();
    newest().onopen?.();
    stop();
    expect(newest().isClosed).toBe(true);
    newest().onclose?.();
    expect(timers.filter(({ cancelled }) => !cancelled)).toEqual([]);
  });

  it('goes into the rooms of the open screens first, and catches up when it is in all of them', async () => {
    const rooms = new Set(['campaign:a', 'campaign:b']);
    const { newest, fire } = await bench([], rooms);
    newest().onopen?.();
    expect(newest().sent).toEqual([{ join: 'campaign:a' }, { join: 'campaign:b' }]);
    newest().hear({ joined: 'campaign:a' });
    expect(newest().sent).toHaveLength(2);
    newest().hear({ refused: 'not_found' });
    expect(newest().sent.at(-1)).toEqual({ resumeAfter: eventId(0) });
    newest().onclose?.();
    rooms.delete('campaign:b');
    await fire();
    newest().onopen?.();
    expect(newest().sent).toEqual([{ join: 'campaign:a' }]);
  });

  it('catches up again after a screen was opened, and leaves when it is closed; without a connection it says nothing', async () => {
    const { newest, live } = await bench();
    live.join('campaign:a');
    expect(newest().sent).toEqual([]);
    newest().onopen?.();
    newest().hear(push(4));
    live.join('campaign:a');
    newest().hear({ joined: 'campaign:a' });
    live.leave('campaign:a');
    expect(newest().sent).toEqual([
      { resumeAfter: eventId(0) },
      { join: 'campaign:a' },
      { resumeAfter: eventId(4) },
      { leave: 'campaign:a' },
    ]);
  });
});
