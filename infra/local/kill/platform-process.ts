import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { RunningPlatform } from '#local/platform.ts';
import type { ChildOptions, ChildRequest } from './child.ts';

const childFile = fileURLToPath(new URL('./child.ts', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Every process group that may still hold a platform or the database of one. */
const groups = new Set<PlatformProcess>();

/** Kills every platform process and every database that outlived one; safe to call at any time. */
export function killEveryPlatform(): void {
  for (const platform of [...groups]) platform.endGroup();
}

type Description = Pick<RunningPlatform, 'urls' | 'pids' | 'providerPorts'>;
type Asked = ChildRequest extends infer Request
  ? Request extends { id: number }
    ? Omit<Request, 'id'>
    : never
  : never;

/** The platform in a process and process group of its own, which can be killed like any other. */
export class PlatformProcess {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  readonly #loaded: Promise<void>;
  /** Resolves when the process is gone, with the signal that ended it. */
  readonly ended: Promise<NodeJS.Signals | null>;
  #nextId = 1;
  #isGone = false;
  #complaint = '';
  /** How the process ended: its exit code, or the signal that ended it. */
  #end = '';
  #description: Description | undefined;

  /** Loads all code; nothing starts before `start`. */
  constructor() {
    this.#process = spawn(process.execPath, ['--import', 'tsx', childFile], {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: childEnvironment(),
    });
    groups.add(this);
    this.#process.stderr?.on('data', (chunk) => {
      this.#complaint = (this.#complaint + chunk).slice(-2000);
    });
    this.ended = once(this.#process, 'exit').then(([code, signal]) => {
      this.#isGone = true;
      this.#end = String(signal ?? code);
      for (const { reject } of this.#waiting.values()) reject(this.#gone());
      this.#waiting.clear();
      return signal as NodeJS.Signals | null;
    });
    this.#loaded = new Promise((resolve, reject) => this.#waiting.set(0, { resolve: () => resolve(), reject }));
    // Whoever waits for it hears of it; a standby nobody waits for must not end this process.
    this.#loaded.catch(() => undefined);
    this.#process.on('message', (message: { id: number; result?: unknown; error?: string }) => {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error === undefined) waiting?.resolve(message.result);
      else waiting?.reject(new Error(message.error));
    });
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** URLs, process ids and ports; throws before `start`. */
  get description(): Description {
    if (!this.#description) throw new Error('The platform process has not started its platform.');
    return this.#description;
  }

  /** Starts the platform on a data folder. */
  async start(options: ChildOptions): Promise<Description> {
    await this.#loaded;
    this.#description = (await this.ask({ do: 'start', options })) as Description;
    return this.#description;
  }

  /** Asks the process for something; rejects with ProcessGone when it dies before it answers. */
  // biome-ignore lint/suspicious/noExplicitAny: what each request answers
  ask(request: Asked): Promise<any> {
    if (this.#isGone) return Promise.reject(this.#gone());
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#process.send({ id, ...request }, (error) => {
        if (!error) return;
        this.#waiting.delete(id);
        reject(this.#gone());
      });
    });
  }

  #gone(): ProcessGone {
    return new ProcessGone(this.#complaint, this.#end);
  }

  /** Stops everything in order and ends the process. */
  async stop(): Promise<void> {
    await this.ask({ do: 'stop' }).catch(() => undefined);
    this.endGroup();
    await this.ended;
  }

  /** SIGKILL to the process, and to its database, which otherwise lives on until the next start ends it. */
  kill({ withEngine }: { withEngine: boolean }): void {
    if (withEngine) this.endGroup();
    else this.#process.kill('SIGKILL');
  }

  /** SIGKILL to the process and all it started, whether it lives or not. */
  endGroup(): void {
    groups.delete(this);
    const { pid } = this.#process;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** The process died before it answered. */
export class ProcessGone extends Error {
  constructor(complaint: string, end: string) {
    super(`The platform process is gone${end && ` (${end})`}. ${complaint}`.trim());
    this.name = 'ProcessGone';
  }
}

function childEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_') && !name.startsWith('VITEST'));
  return { ...Object.fromEntries(kept), AWS_EC2_METADATA_DISABLED: 'true' };
}
