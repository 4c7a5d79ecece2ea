/** What the machines that take turns have in common: how they retry, when they pause, and when a successor takes over. */

/** For a step that failed in passing; a business refusal is an answer, not a failure, and never comes here. */
export const RETRY = [
  {
    ErrorEquals: ['States.TaskFailed', 'Lambda.Unknown'],
    IntervalSeconds: 2,
    BackoffRate: 2,
    MaxAttempts: 8,
    MaxDelaySeconds: 300,
    JitterStrategy: 'FULL',
  },
];

/** No campaign and no money is left alone: what keeps failing is tried again after a pause, while the alarms call a person. */
export const CATCH = [{ ErrorEquals: ['States.ALL'], Next: 'Pause' }];

export const PAUSE_SECONDS = 900;

/** Turns after which a successor takes over. */
export const TURNS = 200;
