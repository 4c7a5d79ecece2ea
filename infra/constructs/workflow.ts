import { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledge } from '../rules/acknowledgements.ts';
import type { StageSettings } from '../stacks/settings.ts';
import { pascalCase } from './endpoint-function.ts';
import { machineName } from './grant-statements.ts';

export interface WorkflowProps {
  /** Folder below workflows/. */
  machine: string;
  /** Amazon States Language as plain data, with a hole `${StepName}` where a step's function belongs. */
  definition: object;
  /** Step functions by file name without extension, e.g. `read-campaign`. */
  steps: Readonly<Record<string, IFunction>>;
  settings: StageSettings;
}

/** One state machine whose role may call exactly the steps in its definition. */
export class Workflow extends Construct {
  readonly stateMachine: CfnStateMachine;

  constructor(scope: Construct, { machine, definition, steps, settings }: WorkflowProps) {
    super(scope, `${pascalCase(machine)}Machine`);
    const definitionString = JSON.stringify(definition);
    const byHole = new Map(Object.entries(steps).map(([file, step]) => [pascalCase(file), step]));
    assertHolesAreSteps(machine, definitionString, [...byHole.keys()]);
    const logs = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/vendedlogs/states/${machineName(settings.stage, machine)}`,
      retention: settings.logRetention,
      removalPolicy: settings.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const role = this.#createRole([...byHole.values()]);
    this.stateMachine = new CfnStateMachine(this, 'StateMachine', {
      stateMachineName: machineName(settings.stage, machine),
      stateMachineType: 'STANDARD',
      definitionString,
      definitionSubstitutions: Object.fromEntries([...byHole].map(([hole, step]) => [hole, step.functionArn])),
      roleArn: role.roleArn,
      tracingConfiguration: { enabled: true },
      loggingConfiguration: {
        level: 'ALL',
        // Inputs are ids, but results of steps need not be.
        includeExecutionData: false,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: logs.logGroupArn } }],
      },
    });
    this.stateMachine.node.addDependency(role);
  }

  #createRole(steps: IFunction[]): Role {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      inlinePolicies: {
        Exact: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['lambda:InvokeFunction'],
              resources: steps.map(({ functionArn }) => functionArn),
            }),
            new PolicyStatement({
              actions: [
                'xray:PutTraceSegments',
                'xray:PutTelemetryRecords',
                'xray:GetSamplingRules',
                'xray:GetSamplingTargets',
              ],
              resources: ['*'],
            }),
            new PolicyStatement({
              actions: [
                'logs:CreateLogDelivery',
                'logs:GetLogDelivery',
                'logs:UpdateLogDelivery',
                'logs:DeleteLogDelivery',
                'logs:ListLogDeliveries',
                'logs:PutResourcePolicy',
                'logs:DescribeResourcePolicies',
                'logs:DescribeLogGroups',
              ],
              resources: ['*'],
            }),
          ],
        }),
      },
    });
    acknowledge(role, 'the log delivery of a state machine');
    return role;
  }
}

/** Fails when a hole has no step file, or a step file no hole. */
function assertHolesAreSteps(machine: string, definition: string, steps: readonly string[]): void {
  const holes = new Set([...definition.matchAll(/\$\{(\w+)\}/g)].map(([, hole]) => hole ?? ''));
  const empty = [...holes].filter((hole) => !steps.includes(hole));
  const idle = steps.filter((step) => !holes.has(step));
  if (empty.length > 0)
    throw new Error(`workflows/${machine}/definition.ts names steps without a file in steps/: ${empty.join(', ')}.`);
  if (idle.length > 0)
    throw new Error(
      `workflows/${machine}/definition.ts does not use the steps ${idle.join(', ')}; use or remove them.`,
    );
}
