import jsonata from 'jsonata';
import type { Faults } from './faults.ts';
import type { Scheduler } from './scheduler.ts';

type Values = Record<string, unknown>;
// biome-ignore lint/suspicious/noExplicitAny: states of the Amazon States Language
type State = Record<string, any>;

/** A state machine's definition with the handlers that stand in its holes. */
export interface MachineDefinition {
  definition: { StartAt: string; States: Record<string, State> };
  steps: Record<string, (input: unknown) => Promise<unknown>>;
}

/** What a step of a machine failed with, by the name its definition catches it under. */
class StateFailed extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

interface Execution {
  name: string;
  machine: MachineDefinition;
  variables: Values;
  input: unknown;
}

interface Waiting {
  wake: () => void;
}

/** Step Functions as far as the product's machines use it, on virtual time: tasks that are repeated, tokens, waits, choices. */
export class Machines {
  /** Executions by name, and whether they are over. */
  readonly executions = new Map<string, 'running' | 'over'>();
  private readonly waiting = new Map<string, Waiting>();
  private readonly used: string[] = [];
  private tokens = 0;
  private readonly world: { scheduler: Scheduler; faults: Faults; random: () => number; skewMs: () => number };

  constructor(world: { scheduler: Scheduler; faults: Faults; random: () => number; skewMs: () => number }) {
    this.world = world;
  }

  /** Starts an execution; false when one of that name was started before. */
  start(machine: MachineDefinition, name: string, input: unknown): boolean {
    if (this.executions.has(name)) return false;
    this.executions.set(name, 'running');
    const execution: Execution = { name, machine, variables: {}, input };
    this.world.scheduler.spawn(async () => {
      await this.play(execution);
      this.executions.set(name, 'over');
    });
    return true;
  }

  /** Wakes who waits for a token; false when nobody does any more. */
  wake(token: string): boolean {
    const waiting = this.waiting.get(token);
    if (waiting) this.world.scheduler.later('a machine wakes', undefined, waiting.wake);
    // An old token once more: nothing may come of it.
    const old = this.used.at(-1);
    if (old && this.world.faults.happens('signal-twice')) this.wake(old);
    return waiting !== undefined;
  }

  private async play(execution: Execution): Promise<void> {
    const { States, StartAt } = execution.machine.definition;
    for (let name: string | undefined = StartAt; name !== undefined; ) {
      const state: State | undefined = States[name];
      if (!state) throw new Error(`The machine has no state ${name}.`);
      name = await this.pass(execution, name, state);
    }
  }

  /** Goes through one state; the name of the next one, undefined at the end. */
  private async pass(execution: Execution, name: string, state: State): Promise<string | undefined> {
    const { scheduler } = this.world;
    const filled = (part: unknown, states: Values = {}) =>
      fill(part, { ...execution.variables, states: { input: execution.input, ...states } });
    switch (state.Type) {
      case 'Pass':
        Object.assign(execution.variables, await filled(state.Assign));
        return state.Next;
      case 'Choice':
        for (const { Condition, Next } of state.Choices) if ((await filled(Condition)) === true) return Next;
        return state.Default;
      case 'Wait':
        await scheduler.sleep(Number(await filled(state.Seconds)) * 1000);
        return state.Next;
      case 'Succeed':
        return undefined;
      case 'Task':
        try {
          const result = await this.task(execution, name, state);
          Object.assign(execution.variables, await filled(state.Assign, { result: { Payload: result } }));
          return state.Next;
        } catch (error) {
          const code = error instanceof StateFailed ? error.code : 'States.TaskFailed';
          const caught = (state.Catch ?? []).find((one: State) => fits(one.ErrorEquals, code));
          if (!caught) throw error;
          return caught.Next;
        }
      default:
        throw new Error(`The simulation's machine knows no state of type ${state.Type}: teach it in machine.ts.`);
    }
  }

  private async task(execution: Execution, name: string, state: State): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await (state.Resource.endsWith('.waitForTaskToken')
          ? this.parked(execution, name, state)
          : this.stepped(execution, state));
      } catch (error) {
        const code = error instanceof StateFailed ? error.code : 'States.TaskFailed';
        const retry = (state.Retry ?? []).find((one: State) => fits(one.ErrorEquals, code));
        if (!retry || attempt > retry.MaxAttempts) throw error;
        const seconds = Math.min(retry.IntervalSeconds * retry.BackoffRate ** (attempt - 1), retry.MaxDelaySeconds);
        await this.world.scheduler.sleep(seconds * 1000 * this.world.random());
      }
    }
  }

  /** Runs a step; a machine that starts anew runs the one under way again. */
  private async stepped(execution: Execution, state: State, states: Values = {}): Promise<unknown> {
    const { scheduler, faults, skewMs } = this.world;
    const given = await fill(state.Arguments, {
      ...execution.variables,
      states: { input: execution.input, ...states },
    });
    const { FunctionName, Payload } = given as { FunctionName: string; Payload: unknown };
    const hole = FunctionName.slice(2, -1);
    const step = execution.machine.steps[hole];
    if (!step) throw new Error(`The simulation has no step for ${FunctionName}: name it in product.ts.`);
    const once = () => scheduler.invoke(hole, () => step(structuredClone(Payload)), { skewMs: skewMs() });
    if (!faults.happens('step-twice')) return once();
    const forgotten = once().catch(() => undefined);
    await Promise.race([forgotten, scheduler.sleep(this.world.random() * 200)]);
    return once();
  }

  /** Parks under a token of its own until it is used or the time is over. */
  private async parked(execution: Execution, name: string, state: State): Promise<unknown> {
    const { scheduler } = this.world;
    this.tokens += 1;
    const token = `token-${this.tokens}`;
    const seconds = Number(await fill(state.TimeoutSeconds, execution.variables));
    const outcome = new Promise<'woken' | 'late'>((resolve) => {
      const over = (how: 'woken' | 'late') => {
        if (!this.waiting.delete(token)) return;
        this.used.push(token);
        cancel();
        resolve(how);
      };
      const cancel = scheduler.at(scheduler.nowMs + seconds * 1000, `time-out of ${name}`, () => over('late'));
      this.waiting.set(token, { wake: () => over('woken') });
    });
    const parking = this.stepped(execution, state, { context: { Task: { Token: token } } });
    // A token may be used before the step that keeps it has ended; only its failure ends the wait by itself.
    const failed = new Promise<never>((_resolve, reject) => parking.catch(reject));
    if ((await Promise.race([outcome, failed])) === 'late') throw new StateFailed('States.Timeout');
    return {};
  }
}

function fits(names: readonly string[], code: string): boolean {
  return (
    names.includes(code) ||
    names.includes('States.ALL') ||
    (code !== 'States.Timeout' && names.includes('States.TaskFailed'))
  );
}

const compiled = new Map<string, ReturnType<typeof jsonata>>();

/** A part of a definition with its expressions worked out. */
async function fill(part: unknown, bindings: Values): Promise<unknown> {
  if (Array.isArray(part)) return Promise.all(part.map((one) => fill(one, bindings)));
  if (typeof part === 'object' && part !== null) {
    const filled: Values = {};
    for (const [name, value] of Object.entries(part)) filled[name] = await fill(value, bindings);
    return filled;
  }
  if (typeof part !== 'string' || !part.startsWith('{%')) return part;
  const text = part.slice(2, -2).trim();
  // Most are the name of a value, which needs no evaluation.
  if (/^\$[\w.]+$/.test(text))
    return text
      .slice(1)
      .split('.')
      .reduce((at: unknown, step) => (at as Values | undefined)?.[step], bindings);
  const expression = compiled.get(text) ?? jsonata(text);
  compiled.set(text, expression);
  return expression.evaluate(undefined, bindings);
}
