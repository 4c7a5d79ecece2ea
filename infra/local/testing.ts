import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { synthesizeIfChanged } from './build-steps.ts';
import type { TraceRecord } from './kernel.ts';
import { type RunningPlatform, type StartOptions, startPlatform } from './platform.ts';

/** A test file calls most of the product's functions, again and again: starting their threads anew each time took a third of it. */
export const IDLE_FUNCTIONS_OF_TESTS = 192;

/** The hour, UTC, at which the time of a test's platform begins: what happens at midnight then happens at the same place of a test, whenever it is run. */
const MORNING_HOUR = 8;

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A platform of a test file, with what it takes to start it again on the same data. */
export interface TestPlatform extends RunningPlatform {
  dataDir: string;
  /** Lines the platform logged. */
  logged: string[];
  /** Stops it and starts another on the same data. */
  restart(): Promise<TestPlatform>;
  /** Stops everything and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts a platform on free ports with a data folder of its own: one per test file, in `beforeAll`, stopped in `afterAll`.
 * Without `cdkOut` it is the product itself, synthesized first when anything has changed.
 */
export async function startForTests(options: Partial<StartOptions> = {}): Promise<TestPlatform> {
  if (!options.cdkOut) await synthesizeIfChanged(root);
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'accord-test-'));
  const logged: string[] = [];
  const running = await startPlatform({
    cdkOut: join(root, 'cdk.out'),
    port: 0,
    idleFunctions: IDLE_FUNCTIONS_OF_TESTS,
    beginsAgoMs: beginsAgoMs(),
    log: (line) => void logged.push(line),
    ...options,
    dataDir,
  });
  running.platform.trace.subscribe(showFailure);
  return {
    ...running,
    dataDir,
    logged,
    async restart() {
      await running.stop();
      return startForTests({ ...options, dataDir });
    },
    async stop() {
      await running.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** How long ago the time of a test's platform with new data begins, ms: below zero, on the next morning. */
export function beginsAgoMs(): number {
  const nowMs = Date.now();
  const today = new Date(nowMs).setUTCHours(MORNING_HOUR, 0, 0, 0);
  return nowMs - (today > nowMs ? today : today + 86_400_000);
}

/** Says what a function logged as an error; the runner shows it with a test that fails. */
function showFailure({ kind, data }: TraceRecord): void {
  const { level } = (data.line ?? {}) as { level?: string };
  if (kind === 'log' && level === 'error') console.error(`${data.functionName} logged ${JSON.stringify(data.line)}`);
}
