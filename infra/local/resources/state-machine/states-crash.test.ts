import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Engine, startEngine } from '#local/engine.ts';
import type { StateStore } from '#local/kernel.ts';
import { COLLECTIONS, readHead } from './documents.ts';
import { functionArn, openStatesBench, type StatesBench } from './testing-states.ts';

let database: Engine;
beforeAll(async () => {
  database = await startEngine();
});
afterAll(() => database.stop());

const invoke = (name: string, payload: unknown) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: functionArn(name), Payload: payload },
  Output: '{% $states.result.Payload %}',
});

/** Waits, back-offs, branches, iterations and an open token in one execution. */
const definition = {
  QueryLanguage: 'JSONata',
  StartAt: 'Prepare',
  States: {
    Prepare: { Type: 'Pass', Assign: { base: '{% $states.input.base %}', log: [] }, Next: 'Pause' },
    Pause: { Type: 'Wait', Seconds: 60, Next: 'Flaky' },
    Flaky: {
      ...invoke('flaky', { retry: '{% $states.context.State.RetryCount %}', n: '{% $base %}' }),
      Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 5 }],
      Assign: { flaky: '{% $states.result.Payload %}' },
      Next: 'Both',
    },
    Both: {
      Type: 'Parallel',
      Branches: [
        {
          StartAt: 'Ask',
          States: {
            Ask: {
              Type: 'Task',
              Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
              Arguments: { FunctionName: functionArn('ask'), Payload: { token: '{% $states.context.Task.Token %}' } },
              TimeoutSeconds: 86_400,
              Assign: { answer: '{% $states.result %}' },
              Next: 'Rest',
            },
            Rest: { Type: 'Wait', Seconds: 30, Next: 'Told' },
            Told: { Type: 'Pass', Output: '{% $answer %}', End: true },
          },
        },
        {
          StartAt: 'Each',
          States: {
            Each: {
              Type: 'Map',
              Items: '{% $range(1, 5, 1) %}',
              MaxConcurrency: 2,
              ItemProcessor: {
                ProcessorConfig: { Mode: 'INLINE' },
                StartAt: 'Sleep',
                States: {
                  Sleep: { Type: 'Wait', Seconds: '{% $states.input * 7 %}', Next: 'Double' },
                  Double: { ...invoke('double', '{% $states.input %}'), End: true },
                },
              },
              End: true,
            },
          },
        },
      ],
      Next: 'Close',
    },
    Close: {
      Type: 'Pass',
      Output: { both: '{% $states.input %}', flaky: '{% $flaky %}', base: '{% $base %}' },
      End: true,
    },
  },
};

/** A Parallel whose first branch fails once while the second still sleeps: what is left of it must stay dead. */
const abandoning = {
  QueryLanguage: 'JSONata',
  StartAt: 'Try',
  States: {
    Try: {
      Type: 'Parallel',
      Arguments: { retry: '{% $states.context.State.RetryCount + 1 %}' },
      Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 3 }],
      Branches: [
        {
          StartAt: 'Brief',
          States: {
            Brief: { Type: 'Wait', Seconds: 1, Next: 'Judge' },
            Judge: { ...invoke('flaky', { retry: '{% $states.input.retry %}', n: 1 }), End: true },
          },
        },
        {
          StartAt: 'Long',
          States: { Long: { Type: 'Wait', Seconds: 20, Next: 'Late' }, Late: { ...invoke('double', 4), End: true } },
        },
        {
          StartAt: 'Sum',
          States: {
            Sum: {
              Type: 'Map',
              Items: [1, 2, 3],
              ItemProcessor: {
                StartAt: 'Nap',
                States: {
                  Nap: { Type: 'Wait', Seconds: 2, Next: 'Twice' },
                  Twice: { ...invoke('double', '{% $states.input %}'), End: true },
                },
              },
              End: true,
            },
          },
        },
      ],
      Next: 'After',
    },
    After: { Type: 'Wait', Seconds: 60, End: true },
  },
};

const stories = [
  {
    label: 'waits, back-offs, branches, iterations and a token',
    definition,
    expected: { both: [{ said: 'yes' }, [2, 4, 6, 8, 10]], flaky: 31, base: 30 },
  },
  { label: 'branches abandoned and tried again', definition: abandoning, expected: [2, 8, [2, 4, 6]] },
];

interface Kill {
  /** Counts the writes and calls of the whole story. */
  at: number;
  /** Whether what was under way is done or not when the process dies. */
  done: boolean;
}

class Killed extends Error {}

let count = 0;

/** Runs one execution to its end through all kills; gives its output and how many points there were to kill at. */
async function runThrough(
  story: { definition: unknown },
  kills: readonly Kill[],
): Promise<{ output: unknown; points: number; left: number; deaths: number; mostInstants: number }> {
  let points = 0;
  let deaths = 0;
  let isDead = false;
  const reach = async <T>(work: () => Promise<T>): Promise<T> => {
    if (isDead) throw new Killed();
    const point = ++points;
    const kill = kills.find((each) => each.at === point);
    if (!kill) return work();
    if (kill.done) await work();
    isDead = true;
    deaths++;
    bench.engine.stop();
    throw new Killed();
  };
  const dyingStore = (store: StateStore): StateStore => ({
    ...store,
    put: (...args) => reach(() => store.put(...args)),
    write: (writes) => reach(() => store.write(writes)),
    delete: (...args) => reach(() => store.delete(...args)),
  });
  const tokens = new Set<string>();
  const instants = new Map<number, Set<number>>();
  const bench: StatesBench = await openStatesBench(database, {
    store: dyingStore,
    functions: {
      flaky: async ({ retry, n }: { retry: number; n: number }) => {
        if (retry < 2) throw Object.assign(new Error('later'), { name: 'Busy' });
        return reach(async () => n + 1);
      },
      double: (n: number) => {
        instants.set(n, new Set([...(instants.get(n) ?? []), bench.clock.now()]));
        return reach(async () => n * 2);
      },
      ask: ({ token }: { token: string }) => void tokens.add(token),
    },
  });
  const machine = bench.machine('story', story.definition);
  const request = { name: `story-${count++}`, input: '{"base":30}' };
  const arn = `${machine.arn.replace('stateMachine', 'execution')}:${request.name}`;
  for (let turn = 0; turn < 400; turn++) {
    if (isDead) {
      isDead = false;
      await bench.restart().catch(ignoreKill);
    }
    const head = await readHead(bench.platform.store, arn);
    if (!head) await bench.engine.start(machine, request).catch(ignoreKill);
    else if (head.status !== 'RUNNING') break;
    await bench.settle();
    for (const token of tokens) await answer(bench, tokens, token);
    await bench.settle();
    const next = bench.clock.pending()[0];
    if (next && !isDead) await bench.clock.advanceTo(next.dueAtMs);
  }
  await bench.settle();
  const head = await readHead(bench.platform.store, arn);
  const left = (await bench.platform.store.list(COLLECTIONS.running, arn)).length;
  bench.close();
  return {
    output: head?.output,
    points,
    left,
    deaths,
    mostInstants: Math.max(...[...instants.values()].map(({ size }) => size)),
  };
}

async function answer(bench: StatesBench, tokens: Set<string>, token: string): Promise<void> {
  try {
    await bench.engine.answerTask(token, { output: { said: 'yes' } });
    tokens.delete(token);
  } catch (problem) {
    if ((problem as { code?: string }).code === 'TaskTimedOut') tokens.delete(token);
    else ignoreKill(problem);
  }
}

function ignoreKill(problem: unknown): void {
  if (problem instanceof Killed || String(problem).includes('has stopped')) return;
  throw problem;
}

describe.each(stories)('an execution ends the same, wherever its process dies: $label', (story) => {
  test('without any kill', async () => {
    const { output, left } = await runThrough(story, []);
    expect(output).toEqual(story.expected);
    expect(left).toBe(0);
  });

  test.each([false, true])(
    'killed once at every point, its work done: %s',
    async (done) => {
      const { points } = await runThrough(story, []);
      expect(points).toBeGreaterThan(20);
      for (let at = 1; at <= points; at++) {
        const { output, left, deaths, mostInstants } = await runThrough(story, [{ at, done }]);
        expect(deaths).toBe(1);
        // A call may be made again on the spot, never later by a branch that should be dead.
        expect(mostInstants, `killed at ${at} of ${points}`).toBe(1);
        expect(output, `killed at ${at} of ${points}`).toEqual(story.expected);
        expect(left).toBe(0);
      }
    },
    120_000,
  );

  test('killed several times anywhere', async () => {
    const kill = fc.record({ at: fc.integer({ min: 1, max: 45 }), done: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(kill, { minLength: 2, maxLength: 8, selector: ({ at }) => at }),
        async (kills) => {
          const { output } = await runThrough(story, kills);
          expect(output).toEqual(story.expected);
        },
      ),
      { numRuns: 60, seed: 20_310_101 },
    );
  }, 120_000);
});

test('the database process dies too, and the token that was open still counts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'accord-states-'));
  const dbPath = join(folder, 'state.db');
  const ask = {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Arguments: { FunctionName: functionArn('ask'), Payload: '{% $states.context.Task.Token %}' },
    End: true,
  };
  const functions = { ask: () => undefined };
  const before = await startEngine({ dbPath });
  const first = await openStatesBench(before, { functions });
  const { arn } = await first.engine.start(
    first.machine('killed', { QueryLanguage: 'JSONata', StartAt: 'Ask', States: { Ask: ask } }),
    { name: 'one', input: '{}' },
  );
  await first.settle();
  first.close();
  if (before.pid !== undefined) process.kill(before.pid, 'SIGKILL');
  await before.stop();

  const after = await startEngine({ dbPath });
  const second = await openStatesBench(after, { functions });
  await second.engine.resume();
  await second.engine.answerTask(String(first.calls.get('ask')?.[0]), { output: 'late but true' });
  await second.settle();
  const head = await readHead(second.platform.store, arn);
  second.close();
  await after.stop();
  rmSync(folder, { recursive: true });
  expect(head).toMatchObject({ status: 'SUCCEEDED', output: 'late but true' });
  expect(second.calls.get('ask')).toBeUndefined();
});
