import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { refuse } from '#domain/decision.ts';
import { countedId } from '#testing/ids.ts';
import { prepareTestTable } from '#testing/table.ts';
import { create, replace, update } from './change.ts';
import { CommitContention, type CommitContext, commit, IdempotencyMismatch } from './commit.ts';
import { defineEntity, ref } from './entity.ts';
import { findOne } from './read.ts';

const { items } = prepareTestTable();

const Counters = defineEntity({
  name: 'counter',
  schema: z.object({ name: z.string(), value: z.int(), version: z.int() }),
  key: ({ name }) => ({ pk: `COUNTER#${name}`, sk: 'COUNTER' }),
});
const counterRef = (name: string) => ref(Counters, { pk: `COUNTER#${name}`, sk: 'COUNTER' });

let count = 0;
function context(edit: Partial<CommitContext> = {}): CommitContext {
  count += 1;
  return {
    nowMs: 1_000_000,
    nowIso: '2026-11-20T10:00:00.000Z',
    deadlineMs: 2_000_000,
    correlationId: 'c',
    actor: { kind: 'system' },
    eventId: countedId('event', count),
    jitter: () => 0,
    clock: () => 1_000_000,
    ...edit,
  };
}

const answer = (value: number) => ({ status: 200, body: { value } });
const make = (name: string, value = 0) =>
  commit(context(), {
    reads: {},
    decide: () => ({ changes: [create(Counters, { name, value, version: 1 })], answer: answer(value) }),
  });

function increment(name: string, given: CommitContext = context()) {
  return commit(given, {
    reads: { counter: counterRef(name) },
    decide: ({ counter }) => {
      if (!counter) return refuse('not_found');
      const next = { ...counter, value: counter.value + 1 };
      return {
        changes: [replace(Counters, counter, next)],
        event: {
          type: 'Counted',
          aggregateId: name,
          seq: counter.version + 1,
          partition: `COUNTER#${name}`,
          data: { value: next.value },
        },
        answer: answer(next.value),
      };
    },
  });
}

describe('commit', () => {
  it('reads and decides again when others were first: no increment is lost, each has one event with its own sequence number', async () => {
    await make('shared');
    await Promise.all(Array.from({ length: 6 }, () => increment('shared')));
    expect(await findOne(counterRef('shared'))).toMatchObject({ value: 6, version: 7 });
    const events = (await items()).filter((item) => item._et === 'event' && item.aggregateId === 'shared');
    expect(events.map((event) => event.seq).sort()).toEqual([2, 3, 4, 5, 6, 7]);
  });

  it('gives a refusal back as a value and writes nothing', async () => {
    const before = (await items()).length;
    expect(await increment('missing')).toEqual({ refused: 'not_found' });
    expect((await items()).length).toBe(before);
  });

  it('writes all of a decision or nothing of it', async () => {
    await make('taken');
    const outcome = await commit(context(), {
      reads: {},
      decide: () => ({
        changes: [
          create(Counters, { name: 'fresh', value: 1, version: 1 }),
          create(Counters, { name: 'taken', value: 1, version: 1 }, 'taken_already'),
        ],
        answer: answer(1),
      }),
    });
    expect(outcome).toEqual({ refused: 'taken_already' });
    expect(await findOne(counterRef('fresh'))).toBeUndefined();
  });

  it('takes a condition on a value as the refusal it names, however many ask at once', async () => {
    await make('budget', 7);
    const take = () =>
      commit(context(), {
        reads: {},
        decide: () => ({
          changes: [
            update(
              counterRef('budget').key,
              { add: { value: -1, version: 1 } },
              [{ path: 'value', is: '>=', value: 1 }],
              'budget_exceeded',
            ),
          ],
          answer: answer(0),
        }),
      });
    const outcomes = await Promise.all(Array.from({ length: 20 }, take));
    expect(outcomes.filter((outcome) => 'status' in outcome)).toHaveLength(7);
    expect(outcomes.filter((outcome) => 'refused' in outcome && outcome.refused === 'budget_exceeded')).toHaveLength(
      13,
    );
    expect(await findOne(counterRef('budget'))).toMatchObject({ value: 0 });
  });

  it('gives up after eight attempts with nothing written', async () => {
    await make('hopeless');
    let attempts = 0;
    const hopeless = commit(context(), {
      reads: { counter: counterRef('hopeless') },
      decide: ({ counter }) => {
        attempts += 1;
        if (!counter) return refuse('not_found');
        return { changes: [replace(Counters, { ...counter, version: 99 }, counter)], answer: answer(0) };
      },
    });
    await expect(hopeless).rejects.toBeInstanceOf(CommitContention);
    expect(attempts).toBe(8);
    expect(await findOne(counterRef('hopeless'))).toMatchObject({ version: 1 });
  });

  it('starts no new attempt after the deadline', async () => {
    await make('late');
    let attempts = 0;
    const late = commit(context({ clock: () => 2_000_000 }), {
      reads: { counter: counterRef('late') },
      decide: ({ counter }) => {
        attempts += 1;
        return counter
          ? { changes: [replace(Counters, { ...counter, version: 99 }, counter)], answer: answer(0) }
          : refuse('not_found');
      },
    });
    await expect(late).rejects.toBeInstanceOf(CommitContention);
    expect(attempts).toBe(1);
  });
});

describe('an idempotency key', () => {
  const idempotency = (keyHash: string, requestHash = 'request') => ({
    owner: 'USR#1',
    endpointId: 'test.count',
    keyHash,
    requestHash,
  });

  it('gives every repeat the first answer, also repeats at the same time', async () => {
    await make('once');
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => increment('once', context({ idempotency: idempotency('k1') }))),
    );
    expect(new Set(answers.map((each) => JSON.stringify(each)))).toEqual(new Set([JSON.stringify(answer(1))]));
    expect(await findOne(counterRef('once'))).toMatchObject({ value: 1 });
  });

  it('answers the first answer even when the state has moved on so far that the command would be refused now', async () => {
    await make('gone');
    const command = (given: CommitContext) =>
      commit(given, {
        reads: { counter: counterRef('gone') },
        decide: ({ counter }) =>
          counter?.value === 0
            ? { changes: [replace(Counters, counter, { ...counter, value: 1 })], answer: answer(1) }
            : refuse('done_already'),
      });
    expect(await command(context({ idempotency: idempotency('k2') }))).toEqual(answer(1));
    expect(await command(context())).toEqual({ refused: 'done_already' });
    expect(await command(context({ idempotency: idempotency('k2') }))).toEqual(answer(1));
  });

  it('gives its answer also to a repeat that is refused for what the first one did while it was read', async () => {
    await make('between');
    const given = { idempotency: idempotency('k5') };
    const both = { reads: { counter: counterRef('between') }, more: () => findOne(counterRef('between')) };
    const decide = (counter: { name: string; value: number; version: number } | undefined) =>
      counter?.value === 0
        ? { changes: [replace(Counters, counter, { ...counter, value: 1 })], answer: answer(1) }
        : refuse('done_already');
    const first = () => commit(context(given), { ...both, decide: ({ counter }) => decide(counter) });
    let firsts = 0;
    const repeat = commit(context(given), {
      ...both,
      more: async () => {
        firsts += 1;
        expect(await first()).toEqual(answer(1));
        return findOne(counterRef('between'));
      },
      decide: (_read, now) => decide(now),
    });
    expect(await repeat).toEqual(answer(1));
    expect(firsts).toBe(1);
    expect(await findOne(counterRef('between'))).toMatchObject({ value: 1, version: 2 });
  });

  it('belongs to one request', async () => {
    await make('mine');
    await increment('mine', context({ idempotency: idempotency('k3') }));
    await expect(increment('mine', context({ idempotency: idempotency('k3', 'other') }))).rejects.toBeInstanceOf(
      IdempotencyMismatch,
    );
  });

  it('is free again a day later, though the item may still be there', async () => {
    await make('daily');
    await increment('daily', context({ idempotency: idempotency('k4') }));
    const tomorrow = 1_000_000 + 24 * 3600 * 1000;
    expect(
      await increment(
        'daily',
        context({
          nowMs: tomorrow,
          clock: () => tomorrow,
          deadlineMs: tomorrow + 1e6,
          idempotency: idempotency('k4', 'other'),
        }),
      ),
    ).toEqual(answer(2));
  });
});
