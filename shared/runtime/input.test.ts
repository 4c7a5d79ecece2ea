import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { defineEndpoint } from '#contract/endpoint.ts';
import { Failure } from '#contract/failure.ts';
import type { HttpEvent } from './http.ts';
import { inputOf } from './input.ts';

const asked = defineEndpoint({
  id: 'test.ask',
  method: 'POST',
  path: '/test',
  allow: 'anyone',
  body: z.strictObject({
    names: z.array(z.string()).check(z.minLength(1), z.maxLength(2)),
    title: z.string().check(z.minLength(3), z.maxLength(5)),
    count: z.int().check(z.gte(1), z.lte(9)),
    initial: z.optional(z.string().check(z.minLength(1))),
    on: z.optional(z.iso.date()),
    at: z.optional(z.iso.datetime()),
    kind: z.enum(['a', 'b']),
  }),
  responses: { 200: z.strictObject({}) },
  errors: [],
  summary: 'Only for these tests.',
});
const valid = { names: ['x'], title: 'abc', count: 1, kind: 'a' };

function issuesOf(body: object): { path: string; message: string }[] {
  const event = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } as unknown as HttpEvent;
  try {
    inputOf(asked, event);
    return [];
  } catch (error) {
    if (error instanceof Failure) return error.issues ? [...error.issues] : [];
    throw error;
  }
}

describe('the body of a request', () => {
  it('is taken when every field is as declared', () => {
    expect(issuesOf(valid)).toEqual([]);
  });

  it.each([
    ['a list with nothing in it', { names: [] }, 'names', 'must have at least 1 item'],
    ['a list that is too long', { names: ['x', 'y', 'z'] }, 'names', 'must have at most 2 items'],
    ['a text that is too short', { title: 'ab' }, 'title', 'must be at least 3 characters'],
    ['a text that is too long', { title: 'abcdef' }, 'title', 'must be at most 5 characters'],
    ['a text that is empty', { initial: '' }, 'initial', 'must be at least 1 character'],
    ['a day that there is not', { on: '2026-02-30' }, 'on', 'must be a day that there is, e.g. 2026-03-01'],
    ['a day for an instant', { at: '2026-03-01' }, 'at', 'must be an instant in UTC, e.g. 2026-03-01T12:00:00Z'],
    ['a number that is too small', { count: 0 }, 'count', 'must be at least 1'],
    ['a number that is too large', { count: 10 }, 'count', 'must be at most 9'],
    ['what is not on a list', { kind: 'c' }, 'kind', 'must be one of: a, b'],
    ['another type', { title: 3 }, 'title', 'must be of type string'],
    ['nothing where something must be', { title: undefined }, 'title', 'is required'],
    ['what it does not know', { more: 1 }, 'more', 'is not a field of this request; remove it'],
  ])('with %s is answered by what it must be', (_, change, path, message) => {
    expect(issuesOf({ ...valid, ...change })).toEqual([{ path, message }]);
  });
});
