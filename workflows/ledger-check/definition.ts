import { RETRY, TURNS } from '../turns.ts';

/**
 * The nightly check of the whole ledger, part by part: each part is a bounded number of reads of one or a few workspaces. A ledger too large for one history
 * is gone on with by a successor. Nothing is written before the end, so that a part that fails is simply done again; one that keeps failing ends the check, and
 * the next night begins another. What goes from part to part is a place, counts, sums and the names of bad entries, never what anybody entered.
 */
const step = (hole: string, payload: unknown) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: hole, Payload: payload },
  Retry: RETRY,
});

export const definition = {
  Comment: 'Ledger check',
  QueryLanguage: 'JSONata',
  StartAt: 'Begin',
  States: {
    Begin: {
      Type: 'Pass',
      Assign: {
        position: '{% $states.input.position %}',
        generation: '{% $exists($states.input.generation) ? $states.input.generation : 1 %}',
        turns: 0,
      },
      Next: 'CheckPart',
    },
    CheckPart: {
      ...step('${CheckPart}', '{% $position %}'),
      Assign: { position: '{% $states.result.Payload %}', turns: '{% $turns + 1 %}' },
      Next: 'Decide',
    },
    Decide: {
      Type: 'Choice',
      Choices: [
        { Condition: "{% $position.phase = 'done' %}", Next: 'RecordCheck' },
        { Condition: `{% $turns >= ${TURNS} %}`, Next: 'HandOver' },
      ],
      Default: 'CheckPart',
    },
    RecordCheck: { ...step('${RecordCheck}', '{% $position %}'), Next: 'Over' },
    HandOver: {
      ...step('${HandOver}', { position: '{% $position %}', generation: '{% $generation + 1 %}' }),
      Next: 'Over',
    },
    Over: { Type: 'Succeed' },
  },
} as const;
