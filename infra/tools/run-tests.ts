import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { startVitest, type TestModule } from 'vitest/node';

/**
 * Runs the four kinds of tests and ends with one line that counts them; the exit code is 1 when any failed.
 * The files of a turn share its workers: those of the last two kinds take minutes, so the one kind fills what the other leaves free.
 */
const kinds = ['unit', 'template', 'app', 'browser'] as const;
const turns: readonly (readonly Kind[])[] = [
  ['unit', 'template'],
  ['app', 'browser'],
];
type Kind = (typeof kinds)[number];

const asked = process.argv.slice(2);
const unknown = asked.filter((kind) => !kinds.some((known) => known === kind));
if (unknown.length > 0) {
  console.error(`There is no such kind of test: ${unknown.join(', ')}. The kinds are ${kinds.join(', ')}.`);
  process.exit(1);
}
const isAsked = (kind: Kind): boolean => asked.length === 0 || asked.includes(kind);

let passed = 0;
let failed = 0;
if (asked.length === 0) await Promise.all(['lint', 'typecheck:product', 'typecheck:web'].map(runCheck));
for (const turn of turns) await runOrCount(turn.filter(isAsked));
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

/** The formatter with the linter, and either type check, count as one test each. */
async function runCheck(name: string): Promise<void> {
  const asCommand = { shell: process.platform === 'win32', maxBuffer: 64 * 2 ** 20 };
  try {
    await promisify(execFile)('npm', ['run', '--silent', name], asCommand);
    passed += 1;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    console.error(`${stdout}${stderr}\n${name} failed.`);
    failed += 1;
  }
}

async function runOrCount(turn: readonly Kind[]): Promise<void> {
  if (turn.length === 0) return;
  await runTurn(turn).catch((error: Error) => {
    console.error(`The ${turn.join(' and ')} tests could not run: ${error.stack ?? error.message}`);
    failed += 1;
  });
}

async function runTurn(turn: readonly Kind[]): Promise<void> {
  const startedAt = performance.now();
  const vitest = await startVitest('test', [], {
    project: turn.map((kind) => `${kind}*`),
    watch: false,
    reporters: ['dot'],
  });
  const modules = vitest.state.getTestModules();
  for (const module of modules) {
    const tests = [...module.children.allTests()];
    passed += tests.filter((test) => test.result().state === 'passed').length;
    failed += tests.filter((test) => test.result().state === 'failed').length;
    // A file that does not load runs no test at all; that is a failure, not silence.
    if (module.errors().length > 0 || tests.length === 0) failed += 1;
  }
  failed += vitest.state.getUnhandledErrors().length;
  for (const kind of turn) {
    // One kind may be run in several ways, each a project: `unit` and `unit, pure`.
    const ofKind = modules.filter(({ project }) => project.name.split(',')[0] === kind);
    if (ofKind.length === 0) {
      console.error(`No ${kind} test was found.`);
      failed += 1;
    }
    const spentMs = ofKind.reduce((sum, module) => sum + module.diagnostic().duration, 0);
    console.log(`${kind}: ${ofKind.length} files, ${seconds(spentMs)} of workers; ${longestOf(ofKind)}`);
  }
  await vitest.close();
  console.log(`${turn.join(' and ')}: ${seconds(performance.now() - startedAt)}`);
}

/** The files that took longest: what to look at when a run has become slow. */
function longestOf(modules: readonly TestModule[]): string {
  return [...modules]
    .sort((a, b) => b.diagnostic().duration - a.diagnostic().duration)
    .slice(0, 8)
    .map((module) => `${basename(module.moduleId)} ${seconds(module.diagnostic().duration)}`)
    .join(', ');
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(0)} s`;
}
