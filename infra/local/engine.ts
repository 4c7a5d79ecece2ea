import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import { prepareEngineFile } from './engine-file.ts';
import { AwsError } from './kernel.ts';
import { freePort } from './ports.ts';

/** An embedded DynamoDB. Another engine is another implementation of this. */
export interface Engine {
  endpoint: string;
  /** Process id of the child; undefined when an instance of the user's is used. */
  pid: number | undefined;
  /** Sends one operation as JSON text; gives status and body as they came. `api` is 'DynamoDB' or 'DynamoDBStreams'. */
  send(operation: string, body: string | Buffer, api?: EngineApi): Promise<{ status: number; body: Buffer }>;
  /** One operation; throws AwsError for what the engine refuses. */
  // biome-ignore lint/suspicious/noExplicitAny: DynamoDB's own JSON
  call(operation: string, input: unknown, api?: EngineApi): Promise<any>;
  stop(): Promise<void>;
}

type EngineApi = 'DynamoDB' | 'DynamoDBStreams';

const apiTarget: Record<EngineApi, string> = {
  DynamoDB: 'DynamoDB_20120810',
  DynamoDBStreams: 'DynamoDBStreams_20120810',
};

/** How long is waited for the first answer, ms: of a process of its own, whose end is noticed at once, and of one that the user has started. */
const READY_WITHIN_MS = { own: 60_000, external: 10_000 };

/**
 * Starts the embedded engine on a free loopback port, or uses `DYNAMODB_ENDPOINT`. Without `dbPath` its data is in memory.
 * Fails with one clear sentence on an unsupported platform or an unreadable data file.
 */
export async function startEngine(options: { dbPath?: string } = {}): Promise<Engine> {
  const external = process.env.DYNAMODB_ENDPOINT;
  if (external) {
    const engine = connect(external, undefined);
    await untilReady(engine, () => undefined, external, READY_WITHIN_MS.external);
    return engine;
  }
  const { dbPath } = options;
  // The file is new: the engine writes its tables into it, and stops for a moment while they get their indexes.
  if (dbPath) await prepareEngineFile(dbPath, async () => (await launch(dbPath)).stop());
  return launch(dbPath);
}

async function launch(dbPath: string | undefined): Promise<Engine> {
  const binary = findBinary();
  const port = await freePort();
  const args = ['--host', '127.0.0.1', '--port', String(port)];
  if (dbPath) args.push('--db-path', dbPath);
  const child = spawn(binary, args, { stdio: ['ignore', 'ignore', 'pipe'], env: {} });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint = (complaint + chunk).slice(-2000);
  });
  const engine = connect(`http://127.0.0.1:${port}`, child);
  const failed = (): string | undefined => {
    if (child.exitCode === null && child.signalCode === null) return undefined;
    const reason =
      complaint
        .trim()
        .replace(/^error: /, '')
        .split('. ')[0] || 'no reason given';
    const mend = dbPath ? `; ${dbPath} may be damaged, start with --fresh to begin with empty data` : '';
    return `The database engine did not start (${reason})${mend}.`;
  };
  try {
    await untilReady(engine, failed, binary, READY_WITHIN_MS.own);
  } catch (error) {
    await engine.stop();
    throw error;
  }
  return engine;
}

/** Whether a process is a running engine. */
export function isEngine(pid: number): boolean {
  return commandOf(pid).includes('dynoxide');
}

/** Kills the engine process an earlier run left behind, if `pid` still is one. Returns whether it did. */
export function killStaleEngine(pid: number): boolean {
  if (!isEngine(pid)) return false;
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

/** The command line of a running process; '' when there is none. */
export function commandOf(pid: number): string {
  if (!Number.isInteger(pid) || pid <= 1) return '';
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    if (process.platform === 'win32') {
      return execFileSync('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'], { encoding: 'utf8' });
    }
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

function findBinary(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  const file = process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';
  try {
    return createRequire(import.meta.url).resolve(`${name}/${file}`);
  } catch {
    throw new Error(
      `No database engine for ${process.platform}-${process.arch} is installed (optional package ${name}); install without --omit=optional, or set DYNAMODB_ENDPOINT to a DynamoDB of your own.`,
    );
  }
}

function connect(endpoint: string, child: ChildProcess | undefined): Engine {
  const { hostname, port } = new URL(endpoint);
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const exited = child && new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const send: Engine['send'] = (operation, body, api = 'DynamoDB') =>
    new Promise((resolve, reject) => {
      const payload = typeof body === 'string' ? Buffer.from(body) : body;
      const headers = {
        'content-type': 'application/x-amz-json-1.0',
        'content-length': payload.length,
        'x-amz-target': `${apiTarget[api]}.${operation}`,
        'x-amz-date': '20250101T000000Z',
        // The engine wants a signature's form but takes any.
        authorization:
          'AWS4-HMAC-SHA256 Credential=local/20250101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=local',
      };
      const call = request({ agent, hostname, port: port || 80, method: 'POST', path: '/', headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 500, body: Buffer.concat(chunks) }));
      });
      call.on('error', reject);
      call.end(payload);
    });
  return {
    endpoint,
    pid: child?.pid,
    send,
    async call(operation, input, api) {
      const { status, body } = await send(operation, JSON.stringify(input), api);
      const parsed = body.length > 0 ? JSON.parse(body.toString('utf8')) : {};
      if (status < 400) return parsed;
      const { __type = 'InternalServerError', message, Message, ...extra } = parsed;
      throw new AwsError(String(__type).split('#').at(-1) ?? '', String(message ?? Message ?? ''), status, extra);
    },
    async stop() {
      agent.destroy();
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const hard = setTimeout(() => child.kill('SIGKILL'), 2000);
      await exited;
      clearTimeout(hard);
    },
  };
}

async function untilReady(
  engine: Engine,
  failed: () => string | undefined,
  what: string,
  withinMs: number,
): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  for (;;) {
    const answered = await engine.call('ListTables', { Limit: 1 }).then(
      () => true,
      (error) => error instanceof AwsError,
    );
    if (answered) return;
    const problem = failed();
    if (problem) throw new Error(problem);
    if (performance.now() > giveUpAt)
      throw new Error(`The database engine at ${what} did not answer within ${withinMs / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
