import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { BatchGetCommand, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { EventBridgeEvent } from 'aws-lambda';
import type { TableAccess } from '#data/client.ts';
import { handler as sweep } from '#functions/schedules/sweep-undelivered.ts';
import type { Faults } from './faults.ts';
import { Machines } from './machine.ts';
import { MACHINES, REACTIONS, reactionsTo } from './product.ts';
import { Died, type Invocation, type Scheduler } from './scheduler.ts';
import { CONSUMERS, Stream } from './stream.ts';
import { type Begun, cancelled, type Item, MemoryTable, named, type Written } from './table.ts';

type Delivery = EventBridgeEvent<string, { eventId: string }>;
const HOUR_MS = 3_600_000;
/** A function's asynchronous invocation is repeated twice, then its event waits for a person. */
const REPEATS_AFTER_MS = [60_000, 120_000];
export const SKEW_MS = 15 * 60_000;
const INDEX_LAG_MS = 5000;
/** Most deliveries come at once, hence the fourth power. */
const SLOWEST_DELIVERY_MS = 2000;

interface World {
  scheduler: Scheduler;
  faults: Faults;
  random: () => number;
  secrets: Record<string, string>;
}

/** The services of the cloud around the product: table with stream, bus, machines, queues and secrets, each at least as unkind as the real one. */
export class Cloud {
  readonly table = new MemoryTable();
  readonly machines: Machines;
  /** What nobody could handle, until it is delivered again. */
  deadLetters: { reaction: string; delivery: Delivery }[] = [];
  /** Which reactions have handled an event. */
  readonly handled = new Map<string, Set<string>>();
  /** Called with every write, right when it is made. */
  onWrite: (written: readonly Written[]) => void = () => {};
  private readonly world: World;
  /** What was put into buckets. */
  readonly files = new Map<string, Uint8Array>();

  constructor(world: World) {
    this.world = world;
    const { scheduler, faults } = world;
    this.machines = new Machines({ ...world, skewMs: () => this.skewMs() });
    const stream = new Stream({ ...world, skewMs: () => this.skewMs() });
    this.table.stored.nowMs = () => scheduler.nowMs;
    this.table.stored.indexedAtMs = () =>
      scheduler.nowMs + (faults.happens('index-lag') ? Math.ceil(INDEX_LAG_MS * faults.measureOf('index-lag')) : 0);
    this.table.onWrite = (written) => {
      this.onWrite(written);
      stream.record(written);
    };
    scheduler.meddle = (kind, by) => this.meddle(kind, by);
  }

  /** How wrong the clock of a new container is, ms. */
  skewMs(): number {
    const { faults } = this.world;
    return faults.happens('clock-skew') ? Math.round((faults.measureOf('clock-skew') * 2 - 1) * SKEW_MS) : 0;
  }

  private meddle(kind: string, by: Invocation): 'die before' | 'die after' | undefined {
    const { faults } = this.world;
    if (by.name in CONSUMERS && faults.happens('dies-in-stream'))
      return faults.measureOf('dies-in-stream') < 0.5 ? 'die before' : 'die after';
    if (faults.happens('dies-before-call')) return 'die before';
    if (kind === 'provider' && faults.happens('dies-after-provider')) return 'die after';
    return undefined;
  }

  /** The way of the data layer to the table. */
  access(): TableAccess {
    return this.table.access((begin, command) => this.ask(begin, command));
  }

  private async ask(begin: () => Begun, command: object): Promise<unknown> {
    const { scheduler, faults } = this.world;
    const by = scheduler.current;
    const { input } = command as { input: Record<string, unknown> };
    const isRead = [GetCommand, BatchGetCommand, QueryCommand].some((kind) => command instanceof kind);
    const label = () => `${command.constructor.name} ${placesOf(input)}`;
    if (by?.workspaceId) this.checkTenant(placesOf(input), by.workspaceId);
    let answer: unknown;
    let isWritten: Promise<void> | undefined;
    const finish = (begun: Begun) => {
      answer = begun.finish();
      if (isRead || !by || by.isDead) return;
      if (faults.happens('lost-answer')) {
        by.hadFault = true;
        throw named('TimeoutError', 'The answer of the table did not come.');
      }
      if (command instanceof TransactWriteCommand && faults.happens('dies-after-commit')) by.kill();
    };
    await scheduler.call('table', label, () => {
      if (by) this.refuse(by, { command, isRead, input });
      const begun = begin();
      if (isRead || !faults.happens('slow-commit')) return finish(begun);
      isWritten = new Promise((resolve, reject) =>
        scheduler.later('a commit is written', by, () => {
          try {
            finish(begun);
            resolve();
          } catch (error) {
            reject(error);
          }
          scheduler.resume(by);
        }),
      );
      isWritten.catch(() => undefined);
    });
    await isWritten;
    return by?.isDead ? new Promise(() => {}) : answer;
  }

  /** What goes wrong at the table; nothing is written then. */
  private refuse(
    by: Invocation,
    { command, isRead, input }: { command: object; isRead: boolean; input: Record<string, unknown> },
  ): void {
    const { faults } = this.world;
    const fail = (error: Error) => {
      by.hadFault = true;
      throw error;
    };
    const transaction = command instanceof TransactWriteCommand ? (command.input.TransactItems ?? []) : undefined;
    const oneOf = (code: string) => cancelled((transaction ?? []).map((_, index) => (index === 0 ? code : 'None')));
    const isHot = faults.has('hot-campaign') && placesOf(input).includes('#CMP#') && faults.happens('hot-campaign');
    if (isHot || faults.happens('throttled'))
      fail(
        transaction
          ? oneOf('ThrottlingError')
          : named('ProvisionedThroughputExceededException', 'The table is asked too much.'),
      );
    if (isRead) return;
    if (faults.happens('conflict'))
      fail(
        transaction ? oneOf('TransactionConflict') : named('TransactionConflictException', 'Transaction is ongoing'),
      );
    if (faults.happens('table-down')) fail(named('InternalServerError', 'The table could not do it.'));
  }

  /** Nobody touches another tenant's items. */
  private checkTenant(label: string, workspaceId: string): void {
    for (const [, touched] of label.matchAll(/(?:^| )WSP#(\w+)/g))
      if (touched !== workspaceId)
        this.world.scheduler.fail(new Error(`I10: somebody of ${workspaceId} touched an item of ${touched}: ${label}`));
  }

  /** Publishes what the stream never delivered. */
  async sweep(): Promise<void> {
    if (!this.table.items().some(({ _et, gsi3pk }) => _et === 'event' && gsi3pk !== undefined)) return;
    await this.onSchedule('sweep-undelivered', sweep);
  }

  /** Runs a function of a schedule, which is tried three times; whether it ended well. */
  async onSchedule(name: string, handler: () => Promise<unknown>): Promise<boolean> {
    const { scheduler } = this.world;
    for (const waitMs of [...REPEATS_AFTER_MS, undefined]) {
      try {
        await scheduler.invoke(name, handler, { skewMs: this.skewMs(), isOutside: true });
        return true;
      } catch {
        if (waitMs !== undefined) await scheduler.sleep(waitMs);
      }
    }
    return false;
  }

  /** Gives every dead letter to its function once more. */
  redrive(): number {
    const letters = this.deadLetters;
    this.deadLetters = [];
    for (const { reaction, delivery } of letters) this.deliver(reaction, delivery);
    return letters.length;
  }

  private putEvents({ Entries = [] }: { Entries?: { DetailType: string; Detail: string }[] }): unknown {
    const { faults, scheduler, random } = this.world;
    const answers = Entries.map(({ DetailType, Detail }) => {
      if (faults.happens('bus-refuses')) return { ErrorCode: 'ThrottlingException' };
      const detail = JSON.parse(Detail);
      for (const reaction of reactionsTo(DetailType)) {
        const delivery = { source: 'accord', 'detail-type': DetailType, detail } as Delivery;
        for (let time = faults.happens('event-twice') ? 2 : 1; time > 0; time--) {
          const late = faults.happens('event-late')
            ? 24 * HOUR_MS * faults.measureOf('event-late')
            : SLOWEST_DELIVERY_MS * random() ** 4;
          scheduler.at(scheduler.nowMs + late, `${DetailType} for ${reaction}`, () => this.deliver(reaction, delivery));
        }
        if (faults.happens('event-poisoned'))
          this.deliver(reaction, { ...delivery, detail: JSON.parse('{"__proto__":{"eventId":"x"},"type":"Unheard"}') });
      }
      return { EventId: 'accepted' };
    });
    return { Entries: answers, FailedEntryCount: answers.filter((answer) => 'ErrorCode' in answer).length };
  }

  private deliver(reaction: string, delivery: Delivery): void {
    this.world.scheduler.spawn(async () => {
      const { scheduler, faults } = this.world;
      for (const waitMs of [...REPEATS_AFTER_MS, undefined]) {
        try {
          if (faults.happens('event-dropped')) throw new Died('The delivery was lost.');
          const { handler } = REACTIONS[reaction] as (typeof REACTIONS)[string];
          await scheduler.invoke(reaction, () => handler(structuredClone(delivery)), { skewMs: this.skewMs() });
          const { eventId } = delivery.detail;
          this.handled.set(eventId, (this.handled.get(eventId) ?? new Set()).add(reaction));
          return;
        } catch {
          if (waitMs !== undefined) await scheduler.sleep(waitMs);
        }
      }
      this.deadLetters.push({ reaction, delivery });
    });
  }

  /** Puts this cloud behind the SDK's clients; gives what takes it away. */
  install(): () => void {
    const { scheduler, secrets } = this.world;
    // biome-ignore lint/suspicious/noExplicitAny: the inputs of many commands
    const answers: [{ prototype: object }, (name: string, input: any) => unknown][] = [
      [
        SecretsManagerClient,
        (_name, { SecretId }) => ({ SecretString: secrets[SecretId] ?? 'a secret of the simulation' }),
      ],
      [EventBridgeClient, (name, input) => scheduler.call('bus', name, () => this.putEvents(input))],
      [SQSClient, (name) => scheduler.call('queue', name, () => ({ Successful: [] }))],
      [S3Client, (name, input) => scheduler.call('files', name, () => this.askFiles(name, input))],
      [SFNClient, (name, input) => scheduler.call('machines', name, () => this.askMachines(name, input))],
    ];
    const installed = answers.map(([{ prototype }, answer]) => {
      const send = async (command: { input: unknown }) => answer(command.constructor.name, command.input);
      Object.defineProperty(prototype, 'send', { value: send, configurable: true, writable: true });
      return prototype;
    });
    return () => {
      for (const prototype of installed) delete (prototype as { send?: unknown }).send;
    };
  }

  private askFiles(
    command: string,
    { Bucket, Key, Body }: { Bucket: string; Key: string; Body?: Uint8Array },
  ): unknown {
    const name = `${Bucket}/${Key}`;
    if (command === 'PutObjectCommand') this.files.set(name, new Uint8Array(Body ?? []));
    const stored = this.files.get(name);
    if (!stored) throw named('NoSuchKey', 'There is no such file.');
    return { Body: { transformToByteArray: async () => stored } };
  }

  private askMachines(command: string, input: Record<string, string>): unknown {
    if (command === 'SendTaskSuccessCommand') {
      if (this.machines.wake(input.taskToken ?? '')) return {};
      throw named('TaskTimedOut', 'The task has timed out or is over.');
    }
    const name = (input.stateMachineArn ?? '').split(':').at(-1) ?? '';
    const machine = MACHINES[name];
    if (machine && !this.machines.start(machine, input.name ?? '', JSON.parse(input.input ?? '{}')))
      throw named('ExecutionAlreadyExists', 'It runs or ran under that name.');
    return { executionArn: `arn:${input.name}` };
  }
}

/** The partitions a call touches, in short. */
function placesOf(input: Record<string, unknown>): string {
  const items = (input.TransactItems as Record<string, Record<string, Item>>[] | undefined)?.flatMap((element) =>
    Object.values(element).map(({ Key, Item: item }) => Key ?? item),
  );
  const batch = Object.values((input.RequestItems ?? {}) as Record<string, { Keys: Item[] }>).flatMap(
    ({ Keys }) => Keys,
  );
  const values = (input.ExpressionAttributeValues ?? {}) as Record<string, unknown>;
  const keys =
    items ?? (batch.length > 0 ? batch : [(input.Key as Item | undefined) ?? { pk: String(values[':pk'] ?? '') }]);
  return keys.map((key) => `${key?.pk}${key?.sk ? `|${key.sk}` : ''}`).join(' ');
}
