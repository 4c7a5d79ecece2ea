{
  "Comment": "Escrow release",
  "QueryLanguage": "JSONata",
  "StartAt": "Begin",
  "States": {
    "Begin": {
      "Type": "Pass",
      "Assign": {
        "workspaceId": "{% $states.input.workspaceId %}",
        "campaignId": "{% $states.input.campaignId %}",
        "contractId": "{% $states.input.contractId %}",
        "influencerId": "{% $states.input.influencerId %}",
        "generation": "{% $exists($states.input.generation) ? $states.input.generation : 1 %}",
        "chain": "{% $exists($states.input.chain) ? $states.input.chain : '' %}",
        "turns": 0
      },
      "Next": "CheckGates"
    },
    "CheckGates": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Arguments": {
        "FunctionName": "${CheckGates}",
        "Payload": {
          "workspaceId": "{% $workspaceId %}",
          "campaignId": "{% $campaignId %}",
          "contractId": "{% $contractId %}",
          "influencerId": "{% $influencerId %}",
          "chain": "{% $chain %}",
          "revision": 1
        }
      },
      "Assign": {
        "turn": "{% $states.result.Payload %}",
        "turns": "{% $turns + 1 %}"
      },
      "Retry": [
        {
          "ErrorEquals": [
            "States.TaskFailed",
            "Lambda.Unknown"
          ],
          "IntervalSeconds": 2,
          "BackoffRate": 2,
          "MaxAttempts": 8,
          "MaxDelaySeconds": 300,
          "JitterStrategy": "FULL"
        }
      ],
      "Catch": [
        {
          "ErrorEquals": [
            "States.ALL"
          ],
          "Next": "Pause"
        }
      ],
      "Next": "Decide"
    },
    "Decide": {
      "Type": "Choice",
      "Choices": [
        {
          "Condition": "{% $turn.next = 'stop' %}",
          "Next": "Over"
        },
        {
          "Condition": "{% $turns >= 200 %}",
          "Next": "HandOver"
        },
        {
          "Condition": "{% $turn.next = 'hand_over' %}",
          "Next": "Renew"
        },
        {
          "Condition": "{% $turn.next = 'release' %}",
          "Next": "ReleaseHold"
        },
        {
          "Condition": "{% $turn.next = 'refund' %}",
          "Next": "RefundLeftover"
        },
        {
          "Condition": "{% $turn.next = 'remind' %}",
          "Next": "RemindHold"
        },
        {
          "Condition": "{% $turn.next = 'dispute' %}",
          "Next": "AdvanceDispute"
        },
        {
          "Condition": "{% $turn.next = 'approve' %}",
          "Next": "ApproveContent"
        }
      ],
      "Default": "Wait"
    },
    "ReleaseHold": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Arguments": {
        "FunctionName": "${ReleaseHold}",
        "Payload": {
          "workspaceId": "{% $workspaceId %}",
          "campaignId": "{% $campaignId %}",
          "contractId": "{% $contractId %}",
          "influencerId": "{% $influencerId %}"
        }
      },
      "Assign": {
        "restSeconds": "{% $states.result.Payload.restSeconds %}"
      },
      "Retry": [
        {
          "ErrorEquals": [
            "States.TaskFailed",
            "Lambda.Unknown"
          ],
          "IntervalSeconds": 2,
          "BackoffRate": 2,
          "MaxAttempts": 8,
          "MaxDelaySeconds": 300,
          "JitterStrategy": "FULL"
        }
      ],
      "Catch": [
        {
          "ErrorEquals": [
            "States.ALL"
          ],
          "Next": "Pause"
        }
      ],
      "Next": "Settled"
    },
    "RefundLeftover": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Arguments": {
        "FunctionName": "${RefundLeftover}",
        "Payload": {
          "workspaceId": "{% $workspaceId %}",
          "campaignId": "{% $campaignId %}",
          "contractId": "{% $contractId %}",
          "influencerId": "{% $influencerId %}"
        }
      },
      "Assign": {
        "restSeconds": "{% $states.result.Payload.restSeconds %}"
      },
      "Retry": [
        {
          "ErrorEquals": [
            "States.TaskFailed",
            "Lambda.Unknown"
          ],
          "IntervalSeconds": 2,
          "BackoffRate": 2,
          "MaxAttempts": 8,
          "MaxDelaySeconds": 300,
          "JitterStrategy": "FULL"
        }
      ],
      "Catch": [
        {
          "ErrorEquals": [
            "States.ALL"
          ],
          "Next": "Pause"
        }
      ],
      "Next": "Settled"
    },
    "RemindHold": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Arguments": {
        "FunctionName": "${RemindHold}",
        "Payload": {
          "workspaceId": "{% $workspaceId %}",
          "campaignId": "{% $campaignId %}",
          "contractId": "{% $contractId %}",
          "influencerId": "{% $influencerId %}"
        }
      },
      "Assign": {
        "restSeconds": "{% $states.result.Payload.restSeconds %}"
      },
      "Retry": [
        {
          "ErrorEquals": [
            "States.TaskFailed",
            "Lambda.Unknown"
          ],
          "IntervalSeconds": 2,
          "BackoffRate": 2,
          "MaxAttempts": 8,
          "MaxDelaySeconds": 300,
          "JitterStrategy": "FULL"
        }
      ],
      "Catch": [
        {
          "ErrorEquals": [
            "States.ALL"
          ],
          "Next": "Pause"
        }
      ],
      "Next": "Settled"
    },
    "AdvanceDispute": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Arguments": {
        "FunctionName": "${AdvanceDispute}",
        "Payload": {
          "workspaceId": "{% $workspaceId %}",
          "campaignId": "{% $campaignId %}",
          "contractId": "{% $contractId %}",
          "influencerId": "{% $influencerId %}"
        }
      },
      "Assign": {
        "restSeconds": "{% $states.result.Payload.restSeconds %}"
      },
      "Retry": [
        {
          "ErrorEquals": [
            "States.TaskFailed",
            "Lambda.Unknown"
          ],
          "IntervalSeconds": 2,
          "BackoffRate": 2,
          "MaxAttempts": 8,
          "MaxDelaySeconds": 300,
          "JitterStrategy": "FULL"
        }
      ],
      "Catch": [
        {
          "ErrorEquals": [
            "States.ALL"
          ],
          "Next": "Pause"
        }
      ],
      "Next": "Settled"
    },
    "ApproveContent": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Arguments": {
        "FunctionName": "${ApproveContent}",
        "Payload": {
          "workspaceId": "{% $workspaceId %}",
          "campaignId": "{% $campaignId %}",
          "contractId": "{% $contractId %}",
          "influencerId": "{% $influencerId %}"
        }
      },
      "Assign": {
        "restSeconds": "{% $states.result.Payload.restSeconds %}"
      },
      "Retry": [
        {
          "ErrorEquals": [
            "States.TaskFailed",
            "Lambda.Unknown"
          ],
          "IntervalSeconds": 2,
          "BackoffRate": 2,
          "MaxAttempts": 8,
          "MaxDelaySeconds": 300,
          "JitterStrategy": "FULL"
        }
      ],
      "Catch": [
        {
          "ErrorEquals": [
            "States.ALL"
          ],
          "Next": "Pause"
        }
      ],
      "Next": "Settled"
    },
    "Settled": {
      "Type": "Choice",
      "Choices": [
        {
          "Condition": "{% $restSeconds > 0 %}",
          "Next": "Rest"
        }
      ],
      "Default": "CheckGates"
    },
    "Rest": {
      "Type": "Wait",
      "Seconds": "{% $restSeconds %}",
      "Next": "CheckGates"
    },
    "Pause": {
      "Type": "Wait",
      "Seconds": 900,
      "Assign": {
        "turns": "{% $turns + 1 %}"
      },
      "Next": "Again"
    },
    "Again": {
      "Type": "Choice",
      "Choices": [
        {
          "Condition": "{% $turns >= 200 %}",
          "Next": "HandOver"
        }
      ],
      "Default": "CheckGates"
    },
    "Renew": {
      "Type": "Wait",
      "Seconds": 60,
      "Next": "HandOver"
    },
    "Wait": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
      "Arguments": {
        "FunctionName": "${ParkRelease}",
        "Payload": {
          "workspaceId": "{% $workspaceId %}",
          "campaignId": "{% $campaignId %}",
          "contractId": "{% $contractId %}",
          "influencerId": "{% $influencerId %}",
          "chain": "{% $chain %}",
          "seen": "{% $turn.seen %}",
          "taskToken": "{% $states.context.Task.Token %}"
        }
      },
      "TimeoutSeconds": "{% $turn.waitSeconds %}",
      "Retry": [
        {
          "ErrorEquals": [
            "States.TaskFailed",
            "Lambda.Unknown"
          ],
          "IntervalSeconds": 2,
          "BackoffRate": 2,
          "MaxAttempts": 3,
          "MaxDelaySeconds": 300,
          "JitterStrategy": "FULL"
        }
      ],
      "Catch": [
        {
          "ErrorEquals": [
            "States.Timeout"
          ],
          "Next": "CheckGates"
        },
        {
          "ErrorEquals": [
            "States.ALL"
          ],
          "Next": "Pause"
        }
      ],
      "Next": "CheckGates"
    },
    "HandOver": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Arguments": {
        "FunctionName": "${HandOver}",
        "Payload": {
          "workspaceId": "{% $workspaceId %}",
          "campaignId": "{% $campaignId %}",
          "contractId": "{% $contractId %}",
          "influencerId": "{% $influencerId %}",
          "chain": "{% $chain %}",
          "generation": "{% $generation + 1 %}"
        }
      },
      "Retry": [
        {
          "ErrorEquals": [
            "States.TaskFailed",
            "Lambda.Unknown"
          ],
          "IntervalSeconds": 2,
          "BackoffRate": 2,
          "MaxAttempts": 8,
          "MaxDelaySeconds": 300,
          "JitterStrategy": "FULL"
        }
      ],
      "Catch": [
        {
          "ErrorEquals": [
            "States.ALL"
          ],
          "Next": "Pause"
        }
      ],
      "Next": "Over"
    },
    "Over": {
      "Type": "Succeed"
    }
  }
}
