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

const PAUSE_SECONDS = 900;

/** Turns after which a successor takes over. */
export const TURNS = 200;

/**
 * Which revision the definition of a machine is. An execution keeps the definition that it was started with, while its steps are always the newest: so each turn says
 * its revision, and one that is not the newest is told to hand over to a successor before the steps ask for anything that it does not know. Raise it with every change of a definition; the
 * one before stays in `revisions/`, for the tests that let it hand over.
 */
export const REVISIONS = { 'campaign-lifecycle': 1, 'escrow-release': 1 } as const;

/** How long an execution of an earlier definition waits before it hands over, seconds: while a deployment has brought the steps and not yet the machine, its successor would be no newer. */
const RENEW_SECONDS = 60;

/** What a step answers to an execution of an earlier definition; one that does not say which it has is from before there were revisions, and goes on. */
export function isOutdated(machine: keyof typeof REVISIONS, revision: number | undefined): boolean {
  return revision !== undefined && revision !== REVISIONS[machine];
}

/** When a turn ends in a hand-over: as the history has grown long, or as the definition is an earlier one. */
export const HAND_OVERS = [
  { Condition: `{% $turns >= ${TURNS} %}`, Next: 'HandOver' },
  { Condition: "{% $turn.next = 'hand_over' %}", Next: 'Renew' },
];

/** The states between turns. A pause counts as a turn, so that an outage of weeks does not fill the history either. */
export function pausesBefore<const Next extends string>(next: Next) {
  return {
    Pause: { Type: 'Wait', Seconds: PAUSE_SECONDS, Assign: { turns: '{% $turns + 1 %}' }, Next: 'Again' },
    Again: { Type: 'Choice', Choices: [{ Condition: `{% $turns >= ${TURNS} %}`, Next: 'HandOver' }], Default: next },
    Renew: { Type: 'Wait', Seconds: RENEW_SECONDS, Next: 'HandOver' },
  } as const;
}
