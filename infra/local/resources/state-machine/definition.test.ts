import { describe, expect, test } from 'vitest';
import { blockAt, fillSubstitutions, parseDefinition, parseTaskResource } from './definition.ts';
import { matchesError } from './states-error.ts';
import { delayMs } from './steps.ts';

const jsonata = (states: Record<string, unknown>, more = {}) => ({
  QueryLanguage: 'JSONata',
  StartAt: Object.keys(states)[0],
  States: states,
  ...more,
});
const pass = (more = {}) => ({ Type: 'Pass', End: true, ...more });
const branch = (states: Record<string, unknown>) => ({
  Type: 'Parallel',
  End: true,
  Branches: [{ StartAt: Object.keys(states)[0], States: states }],
});

describe('a definition is refused with the machine, the state and the reason', () => {
  test.each([
    [
      'JSONPath by default',
      { StartAt: 'A', States: { A: pass() } },
      /"m", state "A": the JSONPath query language is not supported/,
    ],
    ['JSONPath on one state', jsonata({ A: pass({ QueryLanguage: 'JSONPath' }) }), /JSONPath query language/],
    ['a field of JSONPath', jsonata({ A: pass({ ResultPath: '$.a' }) }), /ResultPath belongs to JSONPath/],
    ['$eval', jsonata({ A: pass({ Output: "{% $eval('1') %}" }) }), /field Output: .*\$eval.*use \$parse/],
    ['bad JSONata', jsonata({ A: pass({ Assign: { x: '{% ( %}' } }) }), /field Assign\/x: .*not valid JSONata/],
    ['an unknown next state', jsonata({ A: { Type: 'Pass', Next: 'B' } }), /"B" is not a state beside it/],
    ['an unknown start', { ...jsonata({ A: pass() }), StartAt: 'Z' }, /StartAt names "Z"/],
    ['neither Next nor End', jsonata({ A: { Type: 'Pass' } }), /either Next or "End": true/],
    ['an unknown type', jsonata({ A: { Type: 'Sleep' } }), /"Sleep" is not a state type/],
    [
      'an unknown task resource',
      jsonata({ A: { Type: 'Task', Resource: 'arn:aws:states:::ecs:runTask.sync', End: true } }),
      /ecs:runTask.sync" is not one/,
    ],
    ['a wait without a time', jsonata({ A: { Type: 'Wait', End: true } }), /exactly one of Seconds and Timestamp/],
    ['a retry on a Pass', jsonata({ A: pass({ Retry: [] }) }), /no Retry and no Catch/],
    [
      'a catcher without errors',
      jsonata({ A: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true, Catch: [{ Next: 'A' }] } }),
      /needs ErrorEquals/,
    ],
    [
      'a choice of JSONPath',
      jsonata({ A: { Type: 'Choice', Choices: [{ Variable: '$.a', Next: 'A' }] } }),
      /needs Condition and Next/,
    ],
    [
      'a distributed Map',
      jsonata({
        A: {
          Type: 'Map',
          End: true,
          ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, StartAt: 'B', States: { B: pass() } },
        },
      }),
      /INLINE/,
    ],
    [
      'a branch that assigns an outer variable',
      jsonata({ S: { Type: 'Pass', Assign: { x: 1 }, Next: 'P' }, P: branch({ A: pass({ Assign: { x: 2 } }) }) }),
      /variable of an outer scope/,
    ],
    ['the reserved variable', jsonata({ A: pass({ Assign: { states: 1 } }) }), /reserved/],
    ['a state name twice', jsonata({ A: branch({ B: branch({ A: pass() }) }) }), /same name/],
    ['text that is not JSON', '{', /not JSON/],
  ])('%s', (_label, definition, message) => {
    expect(() =>
      parseDefinition(typeof definition === 'string' ? definition : JSON.stringify(definition), 'm'),
    ).toThrow(message);
  });
});

test('substitutions fill holes and leave the braces of JSONata alone', () => {
  expect(fillSubstitutions('{"a":"${Step_1}","b":"{% x{`k`: v} ~> ${`k`: v} %}"}', { Step_1: 'arn' }, 'm')).toBe(
    '{"a":"arn","b":"{% x{`k`: v} ~> ${`k`: v} %}"}',
  );
  expect(() => fillSubstitutions('${Nobody}', {}, 'm')).toThrow('nothing fills the hole ${Nobody}');
});

test('blocks are found by state and branch in turn', () => {
  const definition = parseDefinition(jsonata({ P: branch({ Q: branch({ A: pass() }) }) }), 'm');
  expect(Object.keys(blockAt(definition, ['P', 0, 'Q', 0]).States)).toEqual(['A']);
});

test('task resources', () => {
  expect(parseTaskResource('arn:aws:states:::lambda:invoke.waitForTaskToken')).toEqual({
    kind: 'lambda',
    waitForToken: true,
  });
  expect(parseTaskResource('arn:aws:states:::aws-sdk:sfn:startExecution').kind).toBe('sdk-start-execution');
  expect(() => parseTaskResource('arn:aws:states:::states:startExecution.sync:2')).toThrow(
    'not one the local target knows',
  );
});

test.each([
  [['States.ALL'], 'Any', true],
  [['States.ALL'], 'States.Timeout', true],
  [['States.ALL'], 'States.DataLimitExceeded', false],
  [['States.ALL'], 'States.Runtime', false],
  [['States.Runtime'], 'States.Runtime', false],
  [['States.DataLimitExceeded'], 'States.DataLimitExceeded', true],
  [['States.TaskFailed'], 'Any', true],
  [['States.TaskFailed'], 'States.Timeout', false],
  [['States.Timeout'], 'States.HeartbeatTimeout', true],
  [['States.HeartbeatTimeout'], 'States.Timeout', false],
  [['A', 'B'], 'B', true],
  [['A'], 'a', false],
])('%j takes %s: %s', (errorEquals, error, expected) => {
  expect(matchesError(errorEquals, error)).toBe(expected);
});

test('back-off grows by its rate up to its ceiling, and full jitter takes a part of it', () => {
  const retrier = { ErrorEquals: [], IntervalSeconds: 3, BackoffRate: 2, MaxDelaySeconds: 10 };
  expect([0, 1, 2, 9].map((attempts) => delayMs(retrier, attempts, () => 0.5))).toEqual([3000, 6000, 10_000, 10_000]);
  expect(delayMs({ ...retrier, JitterStrategy: 'FULL' }, 1, () => 0.25)).toBe(1500);
});
