import { RETRY } from '../turns.ts';

/**
 * One wait of a rule: until the instant, then whoever asks whether to go on reads everything again. It holds ids only, and ends with its one step; a rule that
 * waits once more begins another execution, named by the run and its place in it.
 */
export const definition = {
  Comment: 'Wait of a rule',
  QueryLanguage: 'JSONata',
  StartAt: 'Wait',
  States: {
    Wait: { Type: 'Wait', Timestamp: '{% $states.input.wakeAt %}', Next: 'ContinueRun' },
    ContinueRun: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: '${ContinueRun}', Payload: '{% $states.input %}' },
      Retry: RETRY,
      Next: 'Over',
    },
    Over: { Type: 'Succeed' },
  },
} as const;
