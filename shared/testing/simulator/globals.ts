import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import type { Scheduler } from './scheduler.ts';

/** What the product takes from the machine it runs on, as the simulation gives it. */
export interface Machine {
  scheduler: Scheduler;
  random: () => number;
  environment: Record<string, string>;
  /** What is written to the console, line by line. */
  onLog: (line: string) => void;
  fetch: typeof globalThis.fetch;
}

/** Puts virtual time, seeded chance and the simulation's settings in place of the machine's; gives what takes them back. */
export function takeOver({ scheduler, random, environment, onLog, fetch }: Machine): () => void {
  // What ends a function early in the cloud goes by real time, which does not pass here.
  const early = replace(timers, 'setTimeout', () => ({ cancel: () => {}, ref: () => {}, unref: () => {} }));
  syncBuiltinESMExports();
  const undo = [
    replace(
      globalThis,
      'Date',
      virtualDate(() => scheduler.clockMs()),
    ),
    replace(globalThis, 'setTimeout', virtualTimeout(scheduler)),
    replace(globalThis, 'clearTimeout', virtualClear(globalThis.clearTimeout)),
    replace(globalThis, 'fetch', fetch),
    replace(Math, 'random', random),
    // Where an error came from costs more than all the rest of it, and faults make many.
    replace(Error, 'stackTraceLimit', 0),
    replace(globalThis.crypto, 'getRandomValues', fillFrom(random)),
    ...(['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
      replace(console, name, (line: unknown) => onLog(String(line))),
    ),
    ...Object.entries(environment).map(([name, value]) => replace(process.env, name, value)),
  ];
  return () => {
    for (const back of undo.reverse()) back();
    early();
    syncBuiltinESMExports();
  };
}

function replace<T extends object>(owner: T, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  if (owner === process.env) process.env[name] = String(value);
  else Object.defineProperty(owner, name, { value, configurable: true, writable: true });
  return () => {
    if (before) Object.defineProperty(owner, name, before);
    else delete (owner as Record<string, unknown>)[name];
  };
}

/** Every way to ask for the present gives virtual time; the rest of Date stays as it is. */
function virtualDate(nowMs: () => number): typeof Date {
  const RealDate = Date;
  return class extends RealDate {
    constructor(...parts: [number | string | Date] | []) {
      super(...((parts.length > 0 ? parts : [nowMs()]) as [number]));
    }
    static override now(): number {
      return nowMs();
    }
  } as typeof Date;
}

interface VirtualTimer {
  cancel: () => void;
}

function virtualTimeout(scheduler: Scheduler) {
  return (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    const cancel = scheduler.at(scheduler.nowMs + ms, 'timeout', () => run(...args));
    const timer = { cancel, unref: () => timer, ref: () => timer };
    return timer;
  };
}

/** What was set before the simulation began is cleared as ever. */
function virtualClear(clear: typeof clearTimeout) {
  return (timer: unknown) => {
    const { cancel } = (timer ?? {}) as Partial<VirtualTimer>;
    if (cancel) cancel();
    else clear(timer as NodeJS.Timeout);
  };
}

function fillFrom(random: () => number) {
  return <T extends ArrayBufferView>(view: T): T => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    for (let at = 0; at < bytes.length; at++) bytes[at] = Math.floor(random() * 256);
    return view;
  };
}
