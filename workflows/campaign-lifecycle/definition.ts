import { CATCH, HAND_OVERS, pausesBefore, RETRY, REVISIONS } from '../turns.ts';

/**
 * The life of one campaign. The machine owns no truth: each turn reads the table, gives the commands whose day has come, and waits for the next
 * day or to be woken. A long life hands over to a successor well below the history limit of 25,000 events.
 */
export const definition = {
  Comment: 'Campaign lifecycle',
  QueryLanguage: 'JSONata',
  StartAt: 'Begin',
  States: {
    Begin: {
      Type: 'Pass',
      Assign: {
        workspaceId: '{% $states.input.workspaceId %}',
        campaignId: '{% $states.input.campaignId %}',
        generation: '{% $exists($states.input.generation) ? $states.input.generation : 1 %}',
        turns: 0,
      },
      Next: 'Advance',
    },
    Advance: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: {
        FunctionName: '${AdvanceCampaign}',
        Payload: {
          workspaceId: '{% $workspaceId %}',
          campaignId: '{% $campaignId %}',
          revision: REVISIONS['campaign-lifecycle'],
        },
      },
      Assign: { turn: '{% $states.result.Payload %}', turns: '{% $turns + 1 %}' },
      Retry: RETRY,
      Catch: CATCH,
      Next: 'Decide',
    },
    Decide: {
      Type: 'Choice',
      Choices: [{ Condition: "{% $turn.next = 'stop' %}", Next: 'Over' }, ...HAND_OVERS],
      Default: 'Wait',
    },
    Wait: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: {
        FunctionName: '${ParkCampaign}',
        Payload: {
          workspaceId: '{% $workspaceId %}',
          campaignId: '{% $campaignId %}',
          seenVersion: '{% $turn.version %}',
          taskToken: '{% $states.context.Task.Token %}',
        },
      },
      TimeoutSeconds: '{% $turn.waitSeconds %}',
      Retry: [{ ...RETRY[0], ErrorEquals: ['Lambda.Unknown', 'States.TaskFailed'], MaxAttempts: 3 }],
      Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Advance' }, ...CATCH],
      Next: 'Advance',
    },
    HandOver: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: {
        FunctionName: '${HandOver}',
        Payload: {
          workspaceId: '{% $workspaceId %}',
          campaignId: '{% $campaignId %}',
          generation: '{% $generation + 1 %}',
        },
      },
      Retry: RETRY,
      Catch: CATCH,
      Next: 'Over',
    },
    ...pausesBefore('Advance'),
    Over: { Type: 'Succeed' },
  },
} as const;
