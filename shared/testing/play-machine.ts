import type { Engine } from '#local/engine.ts';
import {
  type BenchFunction,
  functionArn,
  openStatesBench,
  type StatesBench,
} from '#local/resources/state-machine/testing-states.ts';
import type { prepareTestMachines } from './machines.ts';

/** A machine as it is defined, in the local target's interpreter, with the product's own steps and what they ask of Step Functions. */
export interface PlayedMachine {
  bench: StatesBench;
  /** Puts another definition in the place of the machine's; executions that run keep theirs. */
  deploy(definition: object): void;
  start(name: string, input: object): Promise<void>;
  /** Lets the interpreter do what the steps have asked for, until nobody asks for more. */
  play(): Promise<void>;
  /** Lets the execution that waited last look at the table; `parking` is the step that was given its token. */
  wake(parking: string): Promise<void>;
  advance(ms: number): Promise<void>;
  /** The executions whose name begins with the prefix, without it, with their state. */
  executions(prefix: string): Promise<[name: string, status: string][]>;
  /** The events of an execution so far, by type and, where they have one, state. */
  history(name: string): Promise<{ type: string; state: string | undefined }[]>;
}

export async function openMachine(
  database: Engine,
  machine: { name: string; definition: object; functions: Record<string, BenchFunction> },
  asked: ReturnType<typeof prepareTestMachines>,
): Promise<PlayedMachine> {
  const bench = await openStatesBench(database, { functions: machine.functions });
  const deploy = (definition: object) => {
    const text = JSON.stringify(definition).replace(/\$\{(\w+)\}/g, (_hole, name: string) => functionArn(name));
    return bench.machine(machine.name, JSON.parse(text)).arn;
  };
  const stateMachineArn = deploy(machine.definition);
  const start = async (name: string, input: object) => {
    await bench.api('StartExecution', { stateMachineArn, name, input: JSON.stringify(input) });
  };
  async function play(): Promise<void> {
    await bench.settle();
    for (let calls = -1; calls !== 0; ) {
      const starts = asked.splice(0);
      const wakes = asked.woken.splice(0);
      calls = starts.length + wakes.length;
      for (const { name, input } of starts) await start(name, input).catch(() => {});
      for (const taskToken of wakes) await bench.api('SendTaskSuccess', { taskToken, output: '{}' }).catch(() => {});
      await bench.settle();
    }
  }
  const executionArn = (name: string) => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
  return {
    ...{ bench, deploy, start, play },
    async wake(parking) {
      const parked = bench.calls.get(parking) as { taskToken: string }[];
      asked.woken.push(parked.at(-1)?.taskToken ?? '');
      await play();
    },
    async advance(ms) {
      await bench.clock.advanceTo(bench.clock.now() + ms);
      await play();
    },
    async executions(prefix) {
      const { executions } = (await bench.api('ListExecutions', { stateMachineArn })) as {
        executions: { name: string; status: string }[];
      };
      return executions
        .filter(({ name }) => name.startsWith(prefix))
        .map(({ name, status }) => [name.slice(prefix.length), status] as [string, string])
        .sort();
    },
    async history(name) {
      const events: { type: string; state: string | undefined }[] = [];
      for (let nextToken: unknown, isFirst = true; isFirst || nextToken; isFirst = false) {
        const input = { executionArn: executionArn(name), maxResults: 1000, ...(nextToken ? { nextToken } : {}) };
        const page = (await bench.api('GetExecutionHistory', input)) as {
          events: { type: string; stateEnteredEventDetails?: { name: string } }[];
          nextToken?: string;
        };
        events.push(...page.events.map((event) => ({ type: event.type, state: event.stateEnteredEventDetails?.name })));
        nextToken = page.nextToken;
      }
      return events;
    },
  };
}
