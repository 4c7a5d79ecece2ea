import { beforeEach, expect, it } from 'vitest';
import { forgetOwnWrites, noteOwnWrite, OWN_WRITE_LIFE_MS, withOwnWrites } from './own-writes.ts';

const list = { id: 'things.list-things' };
const keyOf = (thing: { id: string }) => thing.id;
const a = { id: 'a', title: 'old', open: true };
const b = { id: 'b', title: 'b', open: true };

beforeEach(forgetOwnWrites);

it('shows a list as it came when nothing was written here', () => {
  noteOwnWrite({ id: 'others.list-others' }, 'x', { id: 'x' }, 0);
  expect(withOwnWrites(list, [a, b], keyOf, undefined, 1)).toEqual([a, b]);
});

it('puts new things first, newest foremost, shows changes and leaves out what was deleted', () => {
  noteOwnWrite(list, 'c', { id: 'c', title: 'c', open: true }, 0);
  noteOwnWrite(list, 'd', { id: 'd', title: 'd', open: true }, 1);
  noteOwnWrite(list, 'a', { ...a, title: 'new' }, 2);
  noteOwnWrite(list, 'b', undefined, 3);
  expect(withOwnWrites(list, [a, b], keyOf, undefined, 4).map((thing) => [thing.id, thing.title])).toEqual([
    ['d', 'd'],
    ['c', 'c'],
    ['a', 'new'],
  ]);
});

it('keeps to the filter of the list', () => {
  noteOwnWrite(list, 'a', { ...a, open: false }, 0);
  noteOwnWrite(list, 'c', { id: 'c', title: 'c', open: false }, 0);
  expect(withOwnWrites(list, [a, b], keyOf, (thing) => thing.open, 1)).toEqual([b]);
});

it('leaves a list alone once the index has had time to catch up', () => {
  noteOwnWrite(list, 'b', undefined, 0);
  expect(withOwnWrites(list, [a, b], keyOf, undefined, OWN_WRITE_LIFE_MS)).toEqual([a, b]);
});
