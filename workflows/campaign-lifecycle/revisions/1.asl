{
  "Comment": "Campaign lifecycle",
  "QueryLanguage": "JSONata",
  "StartAt": "Begin",
  "States": {
    "Begin": {
      "Type": "Pass",
      "Assign": {
        "workspaceId": "{% $states.input.workspaceId %}",
        "campaignId": "{% $states.input.campaignId %}",
        "generation": "{% $exists($states.input.generation) ? $states.input.generation : 1 %}",
        "turns": 0
      },
      "Next": "Advance"
    },
    "Advance": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Arguments": {
        "FunctionName": "${AdvanceCampaign}",
        "Payload": {
          "workspaceId": "{% $workspaceId %}",
          "campaignId": "{% $campaignId %}",
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
        }
      ],
      "Default": "Wait"
    },
    "Wait": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
      "Arguments": {
        "FunctionName": "${ParkCampaign}",
        "Payload": {
          "workspaceId": "{% $workspaceId %}",
          "campaignId": "{% $campaignId %}",
          "seenVersion": "{% $turn.version %}",
          "taskToken": "{% $states.context.Task.Token %}"
        }
      },
      "TimeoutSeconds": "{% $turn.waitSeconds %}",
      "Retry": [
        {
          "ErrorEquals": [
            "Lambda.Unknown",
            "States.TaskFailed"
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
          "Next": "Advance"
        },
        {
          "ErrorEquals": [
            "States.ALL"
          ],
          "Next": "Pause"
        }
      ],
      "Next": "Advance"
    },
    "HandOver": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Arguments": {
        "FunctionName": "${HandOver}",
        "Payload": {
          "workspaceId": "{% $workspaceId %}",
          "campaignId": "{% $campaignId %}",
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
      "Default": "Advance"
    },
    "Renew": {
      "Type": "Wait",
      "Seconds": 60,
      "Next": "HandOver"
    },
    "Over": {
      "Type": "Succeed"
    }
  }
}
