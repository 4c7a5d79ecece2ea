import { AwsError } from '#local/kernel.ts';
import { type BenchFunction, functionArn } from './testing-states.ts';

/** One behaviour of the language: a definition, an input, and what must come of it. */
export interface StateCase {
  label: string;
  /** States, the first one is where it starts; or a whole definition when it has StartAt. */
  states: Record<string, unknown>;
  input?: unknown;
  functions?: Record<string, BenchFunction>;
  /** Further top-level fields. */
  top?: Record<string, unknown>;
  /** Virtual seconds the execution is given; it must have ended by then and not before `atLeastSeconds`. */
  seconds?: number;
  output?: unknown;
  /** Error name when it must fail. */
  error?: string;
  /** A part of the cause. */
  cause?: string;
  status?: string;
  /** Event types in order, without the execution's first and last. */
  events?: string[];
  /** Virtual seconds from start to end. */
  took?: number;
  /** Set when the validator does not know what the services accept, with the reason. */
  notValidated?: string;
}

const end = { End: true };
const pass = (more: Record<string, unknown> = {}) => ({ Type: 'Pass', ...more });
const invoke = (name: string, more: Record<string, unknown> = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: functionArn(name), Payload: '{% $states.input %}' },
  Output: '{% $states.result.Payload %}',
  ...more,
});
const direct = (name: string, more: Record<string, unknown> = {}) => ({
  Type: 'Task',
  Resource: functionArn(name),
  ...more,
});
const token = (more: Record<string, unknown> = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Arguments: { FunctionName: functionArn('ask'), Payload: { token: '{% $states.context.Task.Token %}' } },
  ...more,
});
const block = (states: Record<string, unknown>) => ({ StartAt: Object.keys(states)[0], States: states });
const inline = (states: Record<string, unknown>) => ({ ProcessorConfig: { Mode: 'INLINE' }, ...block(states) });
const retry = (more: Record<string, unknown> = {}) => [{ ErrorEquals: ['States.ALL'], ...more }];

function thrower(name: string, message = 'no'): never {
  throw Object.assign(new Error(message), { name });
}

/** Fails the first `times` calls by an error name, then echoes. */
const failing =
  (times: number, name = 'Busy'): BenchFunction =>
  (payload, call) =>
    call <= times ? thrower(name) : payload;

const big = 'x'.repeat(300_000);

const passCases: StateCase[] = [
  {
    label: 'Pass hands its input on',
    states: { A: pass(end) },
    input: { a: 1 },
    output: { a: 1 },
    events: ['PassStateEntered', 'PassStateExited'],
  },
  {
    label: 'Pass with literal output',
    states: { A: pass({ ...end, Output: { b: [1, 'two', null] } }) },
    output: { b: [1, 'two', null] },
  },
  {
    label: 'Pass with nested expressions',
    states: { A: pass({ ...end, Output: { n: '{% $states.input.a + 1 %}', l: ['{% $states.input.a %}', 'a'] } }) },
    input: { a: 1 },
    output: { n: 2, l: [1, 'a'] },
  },
  {
    label: 'a text that only contains an expression is literal',
    states: { A: pass({ ...end, Output: 'x {% 1 %}' }) },
    output: 'x {% 1 %}',
    notValidated: 'the validator takes no literal text as Output, the services do',
  },
  { label: 'null is a value', states: { A: pass({ ...end, Output: '{% null %}' }) }, output: null },
  {
    label: 'an undefined result fails',
    states: { A: pass({ ...end, Output: '{% $states.input.missing %}' }) },
    error: 'States.QueryEvaluationError',
    cause: 'returned nothing',
    events: ['PassStateEntered', 'EvaluationFailed'],
  },
  {
    label: 'a thrown expression fails',
    states: { A: pass({ ...end, Output: "{% $error('stop') %}" }) },
    error: 'States.QueryEvaluationError',
    cause: 'stop',
  },
  {
    label: 'a function is not JSON',
    states: { A: pass({ ...end, Output: '{% function($x){$x} %}' }) },
    error: 'States.QueryEvaluationError',
    cause: 'function',
  },
  {
    label: 'an output over 256 KiB fails',
    states: { A: pass({ ...end, Output: "{% $pad('', 262145) %}" }) },
    error: 'States.DataLimitExceeded',
  },
  {
    label: 'JSONata per state',
    states: { A: pass({ ...end, QueryLanguage: 'JSONata', Output: '{% 1+1 %}' }) },
    top: { QueryLanguage: 'JSONPath' },
    output: 2,
  },
];

const variableCases: StateCase[] = [
  {
    label: 'Assign is read by later states',
    states: { A: pass({ Assign: { x: '{% $states.input.a %}' }, Next: 'B' }), B: pass({ ...end, Output: '{% $x %}' }) },
    input: { a: 7 },
    output: 7,
  },
  {
    label: 'Assign and Output both see the values at entry',
    states: {
      A: pass({ Assign: { x: 1 }, Next: 'B' }),
      B: pass({ Assign: { x: '{% $x + 1 %}', y: '{% $x %}' }, Output: '{% $x %}', Next: 'C' }),
      C: pass({ ...end, Output: '{% [$states.input, $x, $y] %}' }),
    },
    output: [1, 2, 1],
  },
  {
    label: 'an unassigned variable is undefined',
    states: { A: pass({ ...end, Output: '{% $nobody %}' }) },
    error: 'States.QueryEvaluationError',
  },
  {
    label: 'what a branch assigns stays inside it',
    states: {
      P: { Type: 'Parallel', Branches: [block({ A: pass({ ...end, Assign: { inner: 1 } }) })], Next: 'B' },
      B: pass({ ...end, Output: "{% $exists($inner) ? 'seen' : 'unseen' %}" }),
    },
    output: 'unseen',
  },
  {
    label: 'a branch reads outer variables',
    states: {
      S: pass({ Assign: { outer: 3 }, Next: 'P' }),
      P: { Type: 'Parallel', ...end, Branches: [block({ A: pass({ ...end, Output: '{% $outer * 2 %}' }) })] },
    },
    output: [6],
  },
];

const functionCases: StateCase[] = [
  {
    label: '$partition',
    states: { A: pass({ ...end, Output: '{% $partition([1,2,3,4,5], 2) %}' }) },
    output: [[1, 2], [3, 4], [5]],
  },
  {
    label: '$range includes its end',
    states: { A: pass({ ...end, Output: '{% $range(0, 6, 2) %}' }) },
    output: [0, 2, 4, 6],
  },
  {
    label: '$hash',
    states: { A: pass({ ...end, Output: "{% $hash('abc', 'SHA-256') %}" }) },
    output: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  },
  {
    label: '$hash of an unknown kind',
    states: { A: pass({ ...end, Output: "{% $hash('abc', 'CRC') %}" }) },
    error: 'States.QueryEvaluationError',
    cause: '$hash knows',
  },
  { label: '$parse', states: { A: pass({ ...end, Output: '{% $parse(\'{"a":[1]}\').a %}' }) }, output: [1] },
  {
    label: '$parse of broken text',
    states: { A: pass({ ...end, Output: "{% $parse('{') %}" }) },
    error: 'States.QueryEvaluationError',
  },
  {
    label: '$uuid has version 4',
    states: {
      A: pass({
        ...end,
        Output: '{% $contains($uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/) %}',
      }),
    },
    output: true,
  },
  {
    label: '$random with a seed repeats',
    states: { A: pass({ ...end, Output: '{% $random(5) = $random(5) and $random() < 1 %}' }) },
    output: true,
  },
  {
    label: '$now and $millis follow the virtual clock',
    states: { A: pass({ ...end, Output: '{% [$now(), $millis()] %}' }) },
    output: ['2031-01-01T00:00:00.000Z', Date.parse('2031-01-01T00:00:00Z')],
  },
  {
    label: 'the context names execution, machine and state',
    states: {
      A: pass({
        ...end,
        Output:
          '{% [$states.context.State.Name, $states.context.Execution.Input.a, $states.context.Execution.StartTime] %}',
      }),
    },
    input: { a: 1 },
    output: ['A', 1, '2031-01-01T00:00:00.000Z'],
  },
];

const rule = (condition: unknown, next: string, more: Record<string, unknown> = {}) => ({
  Condition: condition,
  Next: next,
  ...more,
});
const ends = { Yes: { Type: 'Succeed' }, No: { Type: 'Fail', Error: 'Refused', Cause: 'because' } };

const choiceCases: StateCase[] = [
  {
    label: 'Choice takes the first rule that holds',
    states: {
      C: {
        Type: 'Choice',
        Choices: [
          rule('{% $states.input.n > 5 %}', 'No'),
          rule('{% $states.input.n > 1 %}', 'Yes'),
          rule('{% true %}', 'No'),
        ],
      },
      ...ends,
    },
    input: { n: 3 },
    output: { n: 3 },
    events: ['ChoiceStateEntered', 'ChoiceStateExited', 'SucceedStateEntered', 'SucceedStateExited'],
  },
  {
    label: "a rule's own Assign and Output",
    states: {
      C: {
        Type: 'Choice',
        Output: { by: 'default' },
        Choices: [rule('{% true %}', 'B', { Assign: { v: 1 }, Output: 'ruled' })],
      },
      B: pass({ ...end, Output: '{% [$states.input, $v] %}' }),
    },
    output: ['ruled', 1],
  },
  {
    label: "Default with the state's own Output",
    states: {
      C: { Type: 'Choice', Output: { by: 'default' }, Default: 'Yes', Choices: [rule('{% false %}', 'No')] },
      ...ends,
    },
    output: { by: 'default' },
  },
  {
    label: 'no match and no Default',
    states: { C: { Type: 'Choice', Choices: [rule('{% false %}', 'Yes')] }, Yes: { Type: 'Succeed' } },
    error: 'States.NoChoiceMatched',
  },
  {
    label: 'a condition must be boolean',
    states: { C: { Type: 'Choice', Choices: [rule('{% 1 %}', 'Yes')] }, Yes: { Type: 'Succeed' } },
    error: 'States.QueryEvaluationError',
    cause: 'true or false',
  },
];

const endCases: StateCase[] = [
  {
    label: 'Succeed with Output',
    states: { A: { Type: 'Succeed', Output: '{% $states.input.a %}' } },
    input: { a: 'x' },
    output: 'x',
  },
  {
    label: 'Fail with literals',
    states: { A: { Type: 'Fail', Error: 'E', Cause: 'C' } },
    error: 'E',
    cause: 'C',
    events: ['FailStateEntered'],
  },
  {
    label: 'Fail with expressions',
    states: { A: { Type: 'Fail', Error: "{% 'E' & $states.input.n %}", Cause: '{% $string($states.input) %}' } },
    input: { n: 4 },
    error: 'E4',
    cause: '{"n":4}',
  },
];

const waitCases: StateCase[] = [
  {
    label: 'Wait for literal seconds',
    states: { W: { Type: 'Wait', Seconds: 90, ...end } },
    input: 'i',
    seconds: 90,
    took: 90,
    output: 'i',
    events: ['WaitStateEntered', 'WaitStateExited'],
  },
  {
    label: 'Wait for computed seconds',
    states: { W: { Type: 'Wait', Seconds: '{% $states.input.s * 2 %}', ...end } },
    input: { s: 5 },
    seconds: 10,
    took: 10,
    output: { s: 5 },
  },
  {
    label: 'Wait until a literal time',
    states: { W: { Type: 'Wait', Timestamp: '2031-01-01T01:00:00Z', ...end } },
    seconds: 3600,
    took: 3600,
    output: {},
  },
  {
    label: 'Wait until a computed time',
    states: { W: { Type: 'Wait', Timestamp: '{% $fromMillis($millis() + 5000) %}', ...end } },
    seconds: 5,
    took: 5,
    output: {},
  },
  {
    label: 'Wait until a time that is past',
    states: { W: { Type: 'Wait', Timestamp: '2020-01-01T00:00:00Z', ...end } },
    took: 0,
    output: {},
  },
  { label: 'Wait for zero seconds', states: { W: { Type: 'Wait', Seconds: 0, ...end } }, took: 0, output: {} },
  {
    label: 'negative seconds fail',
    states: { W: { Type: 'Wait', Seconds: '{% -1 %}', ...end } },
    error: 'States.QueryEvaluationError',
    cause: 'integer',
  },
  {
    label: 'a time without zone fails',
    states: { W: { Type: 'Wait', Timestamp: "{% '2031-01-01' %}", ...end } },
    error: 'States.QueryEvaluationError',
    cause: 'ISO 8601',
  },
];

const taskEvents = ['TaskStateEntered', 'TaskScheduled', 'TaskStarted'];

const taskCases: StateCase[] = [
  {
    label: 'lambda:invoke gives payload and status',
    states: { T: invoke('echo', { ...end, Output: '{% $states.result %}' }) },
    input: { a: 1 },
    functions: { echo: (payload) => payload },
    output: {
      ExecutedVersion: '$LATEST',
      Payload: { a: 1 },
      SdkHttpMetadata: { HttpStatusCode: 200 },
      StatusCode: 200,
    },
    events: [...taskEvents, 'TaskSucceeded', 'TaskStateExited'],
  },
  {
    label: 'a function ARN as resource gives the bare payload',
    states: { T: direct('echo', end) },
    input: [1],
    functions: { echo: (payload) => payload },
    output: [1],
    events: [
      'TaskStateEntered',
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
      'LambdaFunctionSucceeded',
      'TaskStateExited',
    ],
  },
  {
    label: 'a function by name and version',
    states: { T: invoke('echo', { ...end, Arguments: { FunctionName: 'echo', Payload: 1 } }) },
    functions: { echo: (payload) => payload },
    output: 1,
  },
  {
    label: 'a function that returns nothing gives null',
    states: { T: invoke('none', end) },
    functions: { none: () => undefined },
    output: null,
  },
  {
    label: 'an error carries type and message',
    states: { T: invoke('bad', end) },
    functions: { bad: () => thrower('CardDeclined', 'insufficient') },
    error: 'CardDeclined',
    cause: '{"errorMessage":"insufficient","errorType":"CardDeclined"}',
    events: [...taskEvents, 'TaskFailed'],
  },
  {
    label: 'a function that does not exist',
    states: { T: invoke('nobody', end) },
    error: 'Lambda.ResourceNotFoundException',
  },
  {
    label: 'a throttled call has the service exception name',
    states: {
      T: invoke('slow', { ...end, Retry: [{ ErrorEquals: ['Lambda.TooManyRequestsException'], IntervalSeconds: 2 }] }),
    },
    input: 1,
    functions: {
      slow: (payload, call) => {
        if (call < 2) throw new AwsError('TooManyRequestsException', 'Rate exceeded', 429);
        return payload;
      },
    },
    seconds: 2,
    took: 2,
    output: 1,
  },
  {
    label: 'a result over 256 KiB fails, and States.ALL does not catch it',
    states: { T: invoke('large', { Next: 'A', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'A' }] }), A: pass(end) },
    functions: { large: () => big },
    error: 'States.DataLimitExceeded',
  },
  {
    label: 'States.DataLimitExceeded is caught by its name',
    states: {
      T: invoke('large', {
        Next: 'A',
        Catch: [{ ErrorEquals: ['States.DataLimitExceeded'], Next: 'A', Output: 'caught' }],
      }),
      A: pass(end),
    },
    functions: { large: () => big },
    output: 'caught',
  },
  {
    label: 'States.Runtime is never caught',
    states: { T: direct('bad', { Next: 'A', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'A' }] }), A: pass(end) },
    functions: { bad: () => thrower('States.Runtime') },
    error: 'States.Runtime',
  },
  {
    label: 'arguments that cannot be evaluated are caught',
    states: {
      T: invoke('echo', {
        Arguments: '{% $states.input.no %}',
        Next: 'A',
        Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'A', Output: '{% $states.errorOutput.Error %}' }],
      }),
      A: pass(end),
    },
    output: 'States.QueryEvaluationError',
    notValidated: 'the validator wants Arguments to be an object',
  },
];

const retryCases: StateCase[] = [
  {
    label: 'Retry backs off by 1, 2 and 4 seconds',
    states: { T: invoke('f', { ...end, Retry: retry() }) },
    input: 1,
    functions: { f: failing(3) },
    seconds: 7,
    took: 7,
    output: 1,
  },
  {
    label: 'Retry stops at three attempts by default',
    states: { T: invoke('f', { ...end, Retry: retry() }) },
    functions: { f: failing(4) },
    seconds: 60,
    took: 7,
    error: 'Busy',
  },
  {
    label: 'interval, rate and ceiling',
    states: {
      T: invoke('f', {
        ...end,
        Retry: retry({ IntervalSeconds: 10, BackoffRate: 3, MaxDelaySeconds: 40, MaxAttempts: 5 }),
      }),
    },
    input: 1,
    functions: { f: failing(3) },
    seconds: 80,
    took: 80,
    output: 1,
  },
  {
    label: 'MaxAttempts 0 does not retry',
    states: { T: invoke('f', { ...end, Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 0 }, ...retry()] }) },
    functions: { f: failing(1) },
    error: 'Busy',
  },
  {
    label: 'each retrier counts for itself',
    states: {
      T: invoke('f', {
        ...end,
        Retry: [
          { ErrorEquals: ['One'], MaxAttempts: 1 },
          { ErrorEquals: ['Two'], MaxAttempts: 1, IntervalSeconds: 5 },
        ],
      }),
    },
    input: 9,
    functions: { f: (payload, call) => (call === 1 ? thrower('One') : call === 2 ? thrower('Two') : payload) },
    seconds: 6,
    took: 6,
    output: 9,
  },
  {
    label: 'States.TaskFailed takes any task error',
    states: { T: invoke('f', { ...end, Retry: [{ ErrorEquals: ['States.TaskFailed'] }] }) },
    input: 2,
    functions: { f: failing(1) },
    seconds: 1,
    took: 1,
    output: 2,
  },
  {
    label: 'the context counts retries',
    states: {
      T: invoke('f', {
        ...end,
        Arguments: { FunctionName: 'f', Payload: '{% $states.context.State.RetryCount %}' },
        Retry: retry(),
      }),
    },
    functions: { f: failing(2) },
    seconds: 3,
    output: 2,
  },
  {
    label: 'full jitter stays within the interval',
    states: { T: invoke('f', { ...end, Retry: retry({ IntervalSeconds: 10, JitterStrategy: 'FULL' }) }) },
    input: 3,
    functions: { f: failing(1) },
    seconds: 10,
    output: 3,
  },
  {
    label: 'Retry before Catch',
    states: {
      T: invoke('f', {
        Next: 'A',
        Retry: retry({ MaxAttempts: 1 }),
        Catch: [{ ErrorEquals: ['Busy'], Next: 'A', Output: 'gave up' }],
      }),
      A: pass(end),
    },
    functions: { f: failing(5) },
    seconds: 1,
    took: 1,
    output: 'gave up',
  },
];

const catchCases: StateCase[] = [
  {
    label: 'Catch gives the error output',
    states: { T: invoke('f', { Next: 'A', Catch: [{ ErrorEquals: ['Busy'], Next: 'A' }] }), A: pass(end) },
    functions: { f: failing(9) },
    output: { Error: 'Busy', Cause: '{"errorMessage":"no","errorType":"Busy"}' },
    events: [...taskEvents, 'TaskFailed', 'TaskStateExited', 'PassStateEntered', 'PassStateExited'],
  },
  {
    label: 'Catch with Assign and Output',
    states: {
      T: invoke('f', {
        Next: 'A',
        Catch: [
          {
            ErrorEquals: ['States.ALL'],
            Next: 'A',
            Assign: { why: '{% $states.errorOutput.Error %}' },
            Output: '{% $states.input %}',
          },
        ],
      }),
      A: pass({ ...end, Output: '{% [$why, $states.input] %}' }),
    },
    input: 1,
    functions: { f: failing(9) },
    output: ['Busy', 1],
  },
  {
    label: 'the first matching catcher is taken',
    states: {
      T: invoke('f', {
        Next: 'A',
        Catch: [
          { ErrorEquals: ['Other'], Next: 'A', Output: 1 },
          { ErrorEquals: ['Busy'], Next: 'A', Output: 2 },
          { ErrorEquals: ['States.ALL'], Next: 'A', Output: 3 },
        ],
      }),
      A: pass(end),
    },
    functions: { f: failing(9) },
    output: 2,
  },
  {
    label: 'a catcher that cannot be evaluated fails the execution',
    states: {
      T: invoke('f', { Next: 'A', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'A', Output: '{% $nobody %}' }] }),
      A: pass(end),
    },
    functions: { f: failing(9) },
    error: 'States.QueryEvaluationError',
  },
  {
    label: 'a token that never comes times out',
    states: {
      T: token({
        TimeoutSeconds: 30,
        Next: 'A',
        Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'A', Output: '{% $states.errorOutput.Error %}' }],
      }),
      A: pass(end),
    },
    functions: { ask: () => 'asked' },
    seconds: 30,
    took: 30,
    output: 'States.Timeout',
    events: [...taskEvents, 'TaskSubmitted', 'TaskTimedOut', 'TaskStateExited', 'PassStateEntered', 'PassStateExited'],
  },
  {
    label: 'States.TaskFailed does not take a timeout',
    states: {
      T: token({
        TimeoutSeconds: '{% 20 + 10 %}',
        Next: 'A',
        Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'A' }],
      }),
      A: pass(end),
    },
    functions: { ask: () => 1 },
    seconds: 30,
    took: 30,
    error: 'States.Timeout',
  },
  {
    label: 'a missing heartbeat has its own name',
    states: {
      T: token({
        HeartbeatSeconds: 5,
        TimeoutSeconds: 30,
        Next: 'A',
        Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'A', Output: 'silent' }],
      }),
      A: pass(end),
    },
    functions: { ask: () => 1 },
    seconds: 5,
    took: 5,
    output: 'silent',
  },
  {
    label: 'a missing heartbeat is a timeout too',
    states: {
      T: token({
        HeartbeatSeconds: 5,
        TimeoutSeconds: 30,
        Next: 'A',
        Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'A', Output: '{% $states.errorOutput.Error %}' }],
      }),
      A: pass(end),
    },
    functions: { ask: () => 1 },
    seconds: 5,
    took: 5,
    output: 'States.HeartbeatTimeout',
  },
  {
    label: 'a token call that fails, fails the task',
    states: { T: token({ ...end }) },
    functions: { ask: () => thrower('Down') },
    error: 'Down',
  },
];

const twoBranches = [
  block({ A: invoke('f', end) }),
  block({ B: { Type: 'Wait', Seconds: 50, Next: 'B2' }, B2: pass({ ...end, Output: "{% 'waited' %}" }) }),
];

const parallelCases: StateCase[] = [
  {
    label: 'Parallel gathers outputs in order',
    states: { P: { Type: 'Parallel', ...end, Branches: twoBranches } },
    input: 1,
    functions: { f: (payload) => payload },
    seconds: 50,
    took: 50,
    output: [1, 'waited'],
  },
  {
    label: 'Parallel with Arguments and Output',
    states: {
      P: {
        Type: 'Parallel',
        ...end,
        Arguments: { v: '{% $states.input.a %}' },
        Output: '{% $sum($states.result) %}',
        Branches: [
          block({ A: pass({ ...end, Output: '{% $states.input.v %}' }) }),
          block({ B: pass({ ...end, Output: '{% $states.input.v * 10 %}' }) }),
        ],
      },
    },
    input: { a: 2 },
    output: 22,
    events: [
      'ParallelStateEntered',
      'ParallelStateStarted',
      'PassStateEntered',
      'PassStateExited',
      'PassStateEntered',
      'PassStateExited',
      'ParallelStateSucceeded',
      'ParallelStateExited',
    ],
  },
  {
    label: 'one failing branch stops the others',
    states: { P: { Type: 'Parallel', ...end, Branches: twoBranches } },
    functions: { f: failing(9) },
    took: 0,
    error: 'Busy',
    events: [
      'ParallelStateEntered',
      'ParallelStateStarted',
      ...taskEvents,
      'WaitStateEntered',
      'TaskFailed',
      'ParallelStateFailed',
    ],
  },
  {
    label: 'Parallel catches the error of a branch',
    states: {
      P: {
        Type: 'Parallel',
        Next: 'Z',
        Branches: twoBranches,
        Catch: [{ ErrorEquals: ['Busy'], Next: 'Z', Output: '{% $states.errorOutput.Error %}' }],
      },
      Z: pass(end),
    },
    functions: { f: failing(9) },
    output: 'Busy',
  },
  {
    label: 'Parallel retries all branches',
    states: { P: { Type: 'Parallel', ...end, Branches: twoBranches, Retry: retry({ IntervalSeconds: 3 }) } },
    input: 1,
    functions: { f: failing(1) },
    seconds: 53,
    took: 53,
    output: [1, 'waited'],
  },
  {
    label: 'a Parallel inside a Parallel',
    states: {
      P: {
        Type: 'Parallel',
        ...end,
        Branches: [
          block({
            Q: {
              Type: 'Parallel',
              ...end,
              Branches: [
                block({ A: pass({ ...end, Output: '{% 1 %}' }) }),
                block({ B: pass({ ...end, Output: '{% 2 %}' }) }),
              ],
            },
          }),
          block({ C: pass({ ...end, Output: '{% 3 %}' }) }),
        ],
      },
    },
    output: [[1, 2], 3],
  },
];

const timesTen = inline({ Ten: pass({ ...end, Output: '{% $states.input * 10 %}' }) });
const oddFails = inline({
  C: { Type: 'Choice', Choices: [rule('{% $states.input % 2 = 1 %}', 'F')], Default: 'S' },
  F: { Type: 'Fail', Error: 'Odd' },
  S: { Type: 'Succeed' },
});

const mapCases: StateCase[] = [
  {
    label: 'Map over its input',
    states: { M: { Type: 'Map', ...end, ItemProcessor: timesTen } },
    input: [1, 2, 3],
    output: [10, 20, 30],
  },
  {
    label: 'Map over Items with a selector',
    states: {
      M: {
        Type: 'Map',
        ...end,
        Items: '{% $states.input.list %}',
        ItemSelector: {
          i: '{% $states.context.Map.Item.Index %}',
          v: '{% $states.context.Map.Item.Value %}',
          k: '{% $states.input.k %}',
        },
        ItemProcessor: inline({ A: pass(end) }),
      },
    },
    input: { list: ['a', 'b'], k: 9 },
    output: [
      { i: 0, v: 'a', k: 9 },
      { i: 1, v: 'b', k: 9 },
    ],
  },
  {
    label: 'Map over nothing',
    states: { M: { Type: 'Map', ...end, Items: [], ItemProcessor: timesTen } },
    output: [],
    events: ['MapStateEntered', 'MapStateStarted', 'MapStateSucceeded', 'MapStateExited'],
  },
  {
    label: 'Map one at a time',
    states: {
      M: {
        Type: 'Map',
        ...end,
        MaxConcurrency: 1,
        ItemProcessor: inline({ W: { Type: 'Wait', Seconds: 10, ...end } }),
      },
    },
    input: [1, 2, 3],
    seconds: 30,
    took: 30,
    output: [1, 2, 3],
  },
  {
    label: 'Map two at a time',
    states: {
      M: {
        Type: 'Map',
        ...end,
        MaxConcurrency: '{% 1 + 1 %}',
        ItemProcessor: inline({ W: { Type: 'Wait', Seconds: 10, ...end } }),
      },
    },
    input: [1, 2, 3],
    seconds: 20,
    took: 20,
    output: [1, 2, 3],
  },
  {
    label: 'Map runs at most forty at once',
    states: {
      M: {
        Type: 'Map',
        ...end,
        Output: '{% $count($states.result) %}',
        ItemProcessor: inline({ W: { Type: 'Wait', Seconds: 10, ...end } }),
      },
    },
    input: Array.from({ length: 81 }, (_, index) => index),
    seconds: 30,
    took: 30,
    output: 81,
  },
  {
    label: 'Items must be an array',
    states: { M: { Type: 'Map', ...end, ItemProcessor: timesTen } },
    input: { a: 1 },
    error: 'States.QueryEvaluationError',
    cause: 'array',
  },
  {
    label: 'one failing iteration fails the Map by its own error',
    states: { M: { Type: 'Map', ...end, MaxConcurrency: 1, ItemProcessor: oddFails } },
    input: [2, 3, 4],
    error: 'Odd',
  },
  {
    label: 'tolerated failures leave their results out',
    states: { M: { Type: 'Map', ...end, ToleratedFailureCount: 1, ItemProcessor: oddFails } },
    input: [2, 3, 4],
    output: [2, 4],
  },
  {
    label: 'more failures than tolerated',
    states: {
      M: {
        Type: 'Map',
        Next: 'Z',
        ToleratedFailurePercentage: 25,
        ItemProcessor: oddFails,
        Catch: [{ ErrorEquals: ['States.ExceedToleratedFailureThreshold'], Next: 'Z', Output: 'exceeded' }],
      },
      Z: pass(end),
    },
    input: [1, 2, 3, 4],
    output: 'exceeded',
  },
  {
    label: 'an iteration reads outer variables and its index',
    states: {
      S: pass({ Assign: { base: 100 }, Next: 'M' }),
      M: {
        Type: 'Map',
        ...end,
        ItemProcessor: inline({
          A: pass({ ...end, Assign: { mine: 1 }, Output: '{% $base + $states.context.Map.Item.Index %}' }),
        }),
      },
    },
    input: [0, 0],
    output: [100, 101],
  },
];

const limitCases: StateCase[] = [
  {
    label: 'the whole execution times out',
    states: { W: { Type: 'Wait', Seconds: 100, ...end } },
    top: { TimeoutSeconds: 60 },
    seconds: 100,
    took: 60,
    status: 'TIMED_OUT',
  },
  {
    label: 'a loop by Choice ends',
    states: {
      S: pass({ Assign: { n: 0 }, Next: 'C' }),
      C: { Type: 'Choice', Choices: [rule('{% $n >= 3 %}', 'Z')], Default: 'I' },
      I: pass({ Assign: { n: '{% $n + 1 %}' }, Next: 'C' }),
      Z: pass({ ...end, Output: '{% $n %}' }),
    },
    output: 3,
  },
];

/** The table of the language. */
export const stateCases: StateCase[] = [
  ...passCases,
  ...variableCases,
  ...functionCases,
  ...choiceCases,
  ...endCases,
  ...waitCases,
  ...taskCases,
  ...retryCases,
  ...catchCases,
  ...parallelCases,
  ...mapCases,
  ...limitCases,
];
