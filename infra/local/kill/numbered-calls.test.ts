import { describe, expect, it } from 'vitest';
import { CallCounter, type KillPoint, labelOf, mergeTellings, type WindowState } from './numbered-calls.ts';

const outgoing = (what: string) => ({ kind: 'aws', from: 'fund-escrow', what }) as const;

class Died extends Error {}

/** A counter whose process "dies" by an error; tells what was done before that. */
function counted() {
  const done: string[] = [];
  const counter = new CallCounter(() => {
    throw new Died();
  });
  const call = (what: string) =>
    counter.around(outgoing(what), async () => {
      done.push(what);
    });
  return { counter, call, done };
}

describe('the outgoing calls of a window', () => {
  it('are numbered over the window and per label, and only in it', async () => {
    const { counter, call } = counted();
    await call('dynamodb:Query');
    counter.open({ points: [], occurrences: {} });
    for (const what of ['dynamodb:Query', 'events:PutEvents', 'dynamodb:Query']) await call(what);
    expect(counter.close()).toEqual([
      { number: 1, label: 'fund-escrow → dynamodb:Query', occurrence: 1 },
      { number: 2, label: 'fund-escrow → events:PutEvents', occurrence: 1 },
      { number: 3, label: 'fund-escrow → dynamodb:Query', occurrence: 2 },
    ]);
    await call('dynamodb:Query');
    expect(counter.close()).toEqual([]);
  });

  it.each([
    ['before', ['POST /v1/transfers']],
    ['after', ['POST /v1/transfers', 'POST /v1/transfers']],
  ] as const)('end %s the call that is armed', async (when, doneBefore) => {
    const { counter, call, done } = counted();
    const point: KillPoint = { label: 'fund-escrow → POST /v1/transfers', occurrence: 2, when };
    counter.open({ points: [point], occurrences: {} });
    await call('POST /v1/transfers');
    await expect(call('POST /v1/transfers')).rejects.toThrow(Died);
    expect(done).toEqual(doneBefore);
  });

  it('end a process after a call that was refused, too', async () => {
    const { counter } = counted();
    counter.open({ points: [{ label: 'fund-escrow → PUT', occurrence: 1, when: 'after' }], occurrences: {} });
    const refused = () => Promise.reject(new Error('no longer there'));
    await expect(counter.around(outgoing('PUT'), refused)).rejects.toThrow(Died);
  });

  it('are the same call whatever ids a run has', () => {
    expect(labelOf(outgoing('GET /v1/payment_intents/pi_3QabcDEF'))).toBe('fund-escrow → GET /v1/payment_intents/…');
    expect(labelOf(outgoing('POST /v1/accounts/acct_1Xy/external_accounts'))).toBe(
      'fund-escrow → POST /v1/accounts/…/external_accounts',
    );
  });
});

it('a window goes on in the next process: the call that was not made is the same call when it is made', async () => {
  let left = { points: [], occurrences: {} } as WindowState;
  const counter = new CallCounter((_, __, state) => {
    left = state;
    throw new Died();
  });
  const call = () => counter.around(outgoing('GET'), async () => undefined);
  const label = 'fund-escrow → GET';
  const points: KillPoint[] = [
    { label, occurrence: 2, when: 'before' },
    { label, occurrence: 2, when: 'after' },
  ];
  counter.open({ points, occurrences: {} });
  await call();
  await expect(call()).rejects.toThrow(Died);
  expect(left).toEqual({ points: points.slice(1), occurrences: { [label]: 1 } });
  counter.open(left);
  await expect(call()).rejects.toThrow(Died);
  expect(left).toEqual({ points: [], occurrences: { [label]: 2 } });
});

describe('several tellings of a window', () => {
  const call = (number: number, label: string, occurrence = 1) => ({ number, label, occurrence });

  it('tell calls that always come from those that a race decides', () => {
    const first = [call(1, 'a'), call(2, 'b'), call(3, 'a', 2)];
    const second = [call(1, 'b'), call(2, 'a'), call(3, 'c')];
    expect(mergeTellings([first, second])).toEqual([
      { number: 1, label: 'a', occurrence: 1, always: true },
      { number: 2, label: 'b', occurrence: 1, always: true },
      { number: 3, label: 'a', occurrence: 2, always: false },
      { number: 4, label: 'c', occurrence: 1, always: false },
    ]);
  });
});
