import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { internalsOf } from '#local/internals.ts';
import type { TraceRecord } from '#local/kernel.ts';
import { type RunningPlatform, startPlatform } from '#local/platform.ts';
import { beginsAgoMs, IDLE_FUNCTIONS_OF_TESTS } from '#local/testing.ts';
import { CallCounter, type KillPoint, type NumberedCall, type WindowState } from './numbered-calls.ts';

/** What the process that runs the platform is started with. */
export interface ChildOptions {
  cdkOut: string;
  dataDir: string;
  port: number;
  /** Gets a line of JSON for everything worth remembering across kills. */
  witnessFile: string;
  /** Gets a line of JSON for each death, in the instant before the process dies. */
  killedFile: string;
  /** What the next process needs to go on with the window of one that died. */
  windowFile: string;
}

/** What the parent asks of the child; each is answered by `{ id, result }` or `{ id, error }`. */
export type ChildRequest =
  | { id: number; do: 'start'; options: ChildOptions }
  | { id: number; do: 'open'; points: KillPoint[] }
  | { id: number; do: 'close' }
  | { id: number; do: 'provision'; account: Record<string, unknown> }
  | { id: number; do: 'engine'; operation: string; input: unknown }
  | { id: number; do: 'invoke'; functionName: string; payload: unknown }
  | { id: number; do: 'states'; target: string; input: unknown }
  | { id: number; do: 'mail'; to: string }
  | { id: number; do: 'vouch'; workspaceId: string }
  | { id: number; do: 'stop' };

const witnessed = new Set([
  'event.published',
  'event.delivered',
  'event.dead-lettered',
  'event.dropped',
  'execution.broken',
  'execution.ended',
  'invoke.failed',
  'stream.discarded',
  'stripe.defect',
]);

class Child {
  #running: RunningPlatform | undefined;
  #options: ChildOptions | undefined;
  readonly #counter = new CallCounter((point, call, left) => this.#die(point, call, left));

  async answer(request: ChildRequest): Promise<unknown> {
    switch (request.do) {
      case 'start':
        return this.#start(request.options);
      case 'open':
        this.#counter.open({ points: request.points, occurrences: {} });
        return undefined;
      case 'close':
        return this.#counter.close();
      case 'stop':
        await this.#running?.stop();
        return undefined;
      default:
        return this.#ask(request);
    }
  }

  /** The parent is gone: nobody would end this process and its engine. */
  end(): void {
    this.#killEngine();
    process.exit(1);
  }

  async #start(options: ChildOptions): Promise<Pick<RunningPlatform, 'urls' | 'pids' | 'providerPorts'>> {
    this.#options = options;
    const { cdkOut, dataDir, port, witnessFile, windowFile } = options;
    if (existsSync(windowFile)) this.#counter.open(JSON.parse(readFileSync(windowFile, 'utf8')));
    const log = (line: string): void => appendFileSync(`${witnessFile}.log`, `${line}\n`);
    process.on('unhandledRejection', (error) => log(`Unhandled: ${(error as Error)?.stack ?? String(error)}`));
    this.#running = await startPlatform({
      ...{ cdkOut, dataDir, port, log, idleFunctions: IDLE_FUNCTIONS_OF_TESTS, beginsAgoMs: beginsAgoMs() },
      onOutgoingCall: this.#counter.around,
    });
    const { platform, urls, pids, providerPorts } = this.#running;
    // What an earlier process left undone went on before anyone could subscribe.
    for (const record of platform.trace.recent({ limit: 20_000 }).reverse()) this.#witness(record);
    platform.trace.subscribe((record) => this.#witness(record));
    return { urls, pids, providerPorts };
  }

  /** Only what is known to have happened is written, and at once: the process may die with the next line. */
  #witness({ kind, data, atMs }: TraceRecord): void {
    if (!witnessed.has(kind) || !this.#options) return;
    appendFileSync(this.#options.witnessFile, `${JSON.stringify({ kind, data, atMs })}\n`);
  }

  async #ask(request: ChildRequest): Promise<unknown> {
    if (!this.#running) throw new Error('The platform has not started.');
    const { platform } = this.#running;
    const { provisionAccount, vouchFor } = await import('#local/seed/open-account.ts');
    const { listMail } = await import('#local/resources/mail.ts');
    if (request.do === 'provision') return provisionAccount(platform, request.account as never);
    if (request.do === 'vouch') return vouchFor(platform, request);
    if (request.do === 'mail') return (await listMail(platform, { to: request.to, limit: 1 }))[0]?.text;
    if (request.do === 'engine') return internalsOf(platform).engine.call(request.operation, request.input);
    if (request.do === 'invoke') {
      const arn = `arn:aws:lambda:${platform.region}:${platform.account}:function:${request.functionName}`;
      return platform.functions.invoke(arn, request.payload);
    }
    if (request.do !== 'states') return undefined;
    const answer = await platform.service('states').handle({
      service: 'states',
      target: request.target,
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AWSStepFunctions.${request.target}` },
      body: Buffer.from(JSON.stringify(request.input)),
      caller: { functionName: 'platform', roleArn: '' },
    });
    return JSON.parse(String(answer.body || '{}'));
  }

  #die(point: KillPoint, call: NumberedCall, left: WindowState): void {
    if (this.#options) {
      appendFileSync(this.#options.killedFile, `${JSON.stringify({ ...point, number: call.number })}\n`);
      writeFileSync(this.#options.windowFile, JSON.stringify(left));
    }
    if (point.withEngine) this.#killEngine();
    process.kill(process.pid, 'SIGKILL');
  }

  #killEngine(): void {
    const pid = this.#running?.pids.engine;
    if (pid === undefined) return;
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

const child = new Child();
process.on('disconnect', () => child.end());
process.on('message', (request: ChildRequest) => {
  const { id } = request;
  child.answer(request).then(
    (result) => process.send?.({ id, result }),
    (error: Error) => process.send?.({ id, error: error.message }),
  );
});
process.send?.({ id: 0 });
