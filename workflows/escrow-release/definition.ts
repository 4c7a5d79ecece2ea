import { CATCH, HAND_OVERS, pausesBefore, RETRY, REVISIONS } from '../turns.ts';

/**
 * The release of the money held for one contract, driven by one machine at a time. It owns no truth: each turn reads the table and either transfers, refunds, reminds, does what a dispute is due, waits for a change or
 * an instant, or is over. What a turn began and did not finish, the next one looks up and finishes. A long wait hands over to a successor well below the
 * history limit of 25,000 events.
 */
const NAME = {
  workspaceId: '{% $workspaceId %}',
  campaignId: '{% $campaignId %}',
  contractId: '{% $contractId %}',
  influencerId: '{% $influencerId %}',
};

function actOn(hole: string) {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: hole, Payload: NAME },
    Assign: { restSeconds: '{% $states.result.Payload.restSeconds %}' },
    Retry: RETRY,
    Catch: CATCH,
    Next: 'Settled',
  };
}

export const definition = {
  Comment: 'Escrow release',
  QueryLanguage: 'JSONata',
  StartAt: 'Begin',
  States: {
    Begin: {
      Type: 'Pass',
      Assign: {
        workspaceId: '{% $states.input.workspaceId %}',
        campaignId: '{% $states.input.campaignId %}',
        contractId: '{% $states.input.contractId %}',
        influencerId: '{% $states.input.influencerId %}',
        generation: '{% $exists($states.input.generation) ? $states.input.generation : 1 %}',
        chain: "{% $exists($states.input.chain) ? $states.input.chain : '' %}",
        turns: 0,
      },
      Next: 'CheckGates',
    },
    CheckGates: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: {
        FunctionName: '${CheckGates}',
        Payload: { ...NAME, chain: '{% $chain %}', revision: REVISIONS['escrow-release'] },
      },
      Assign: { turn: '{% $states.result.Payload %}', turns: '{% $turns + 1 %}' },
      Retry: RETRY,
      Catch: CATCH,
      Next: 'Decide',
    },
    Decide: {
      Type: 'Choice',
      Choices: [
        { Condition: "{% $turn.next = 'stop' %}", Next: 'Over' },
        ...HAND_OVERS,
        { Condition: "{% $turn.next = 'release' %}", Next: 'ReleaseHold' },
        { Condition: "{% $turn.next = 'refund' %}", Next: 'RefundLeftover' },
        { Condition: "{% $turn.next = 'remind' %}", Next: 'RemindHold' },
        { Condition: "{% $turn.next = 'dispute' %}", Next: 'AdvanceDispute' },
        { Condition: "{% $turn.next = 'approve' %}", Next: 'ApproveContent' },
      ],
      Default: 'Wait',
    },
    ReleaseHold: actOn('${ReleaseHold}'),
    RefundLeftover: actOn('${RefundLeftover}'),
    RemindHold: actOn('${RemindHold}'),
    AdvanceDispute: actOn('${AdvanceDispute}'),
    ApproveContent: actOn('${ApproveContent}'),
    Settled: {
      Type: 'Choice',
      Choices: [{ Condition: '{% $restSeconds > 0 %}', Next: 'Rest' }],
      Default: 'CheckGates',
    },
    Rest: { Type: 'Wait', Seconds: '{% $restSeconds %}', Next: 'CheckGates' },
    ...pausesBefore('CheckGates'),
    Wait: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: {
        FunctionName: '${ParkRelease}',
        Payload: {
          ...NAME,
          chain: '{% $chain %}',
          seen: '{% $turn.seen %}',
          taskToken: '{% $states.context.Task.Token %}',
        },
      },
      TimeoutSeconds: '{% $turn.waitSeconds %}',
      Retry: [{ ...RETRY[0], MaxAttempts: 3 }],
      Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'CheckGates' }, ...CATCH],
      Next: 'CheckGates',
    },
    HandOver: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: {
        FunctionName: '${HandOver}',
        Payload: { ...NAME, chain: '{% $chain %}', generation: '{% $generation + 1 %}' },
      },
      Retry: RETRY,
      Catch: CATCH,
      Next: 'Over',
    },
    Over: { Type: 'Succeed' },
  },
} as const;
