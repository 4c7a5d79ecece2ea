import validate from 'asl-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Engine, startEngine } from '#local/engine.ts';
import { readHistory } from './documents.ts';
import { type StateCase, stateCases } from './state-cases.ts';
import { openStatesBench } from './testing-states.ts';

let database: Engine;
beforeAll(async () => {
  database = await startEngine();
});
afterAll(() => database.stop());

function definitionOf(one: StateCase) {
  return { QueryLanguage: 'JSONata', StartAt: Object.keys(one.states)[0], States: one.states, ...one.top };
}

describe('every state does what the language says', () => {
  test.each(stateCases.map((one, index) => ({ ...one, index })))('$label', async (one) => {
    const bench = await openStatesBench(database, { functions: one.functions ?? {} });
    const machine = bench.machine(`case-${one.index}`, definitionOf(one));
    const startMs = bench.clock.now();

    const { arn } = await bench.engine.start(machine, { name: 'only', input: JSON.stringify(one.input ?? {}) });
    await bench.clock.advanceTo(startMs + (one.seconds ?? 0) * 1000);
    await bench.settle();

    const shown = await bench.api('DescribeExecution', { executionArn: arn });
    const types = (await readHistory(bench.platform.store, arn)).map((event) => event.type);
    bench.close();
    expect(shown.status).toBe(one.status ?? (one.error === undefined ? 'SUCCEEDED' : 'FAILED'));
    expect(shown.error).toBe(one.error);
    if (one.output !== undefined) expect(JSON.parse(String(shown.output))).toEqual(one.output);
    if (one.cause !== undefined) expect(shown.cause).toContain(one.cause);
    if (one.events) expect(types.slice(1, -1)).toEqual(one.events);
    if (one.took !== undefined) expect(Number(shown.stopDate) - Number(shown.startDate)).toBe(one.took);
    expect(types.at(-1)).toBe(
      `Execution${{ SUCCEEDED: 'Succeeded', FAILED: 'Failed', TIMED_OUT: 'TimedOut' }[String(shown.status)]}`,
    );
  });
});

test.each(stateCases.filter((one) => one.notValidated === undefined))('the validator accepts: $label', (one) => {
  // The validator writes into what it is given.
  const { isValid, errorsText } = validate(structuredClone(definitionOf(one)));
  expect(isValid, errorsText('\n')).toBe(true);
});
