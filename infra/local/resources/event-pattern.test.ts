import { describe, expect, it } from 'vitest';
import { assertPattern, type EventPattern, matchesPattern } from './event-pattern.ts';

type Vector = [name: string, pattern: EventPattern, event: unknown, matches: boolean];

const on = (...matchers: unknown[]): EventPattern => ({ a: matchers });

/** From the operator table of the EventBridge user guide, with the cases around each. */
const VECTORS: Vector[] = [
  ['a value', on('x'), { a: 'x' }, true],
  ['another value', on('x'), { a: 'y' }, false],
  ['one of several values', on('x', 'y'), { a: 'y' }, true],
  ['a value inside a list', on('x'), { a: ['y', 'x'] }, true],
  ['a number', on(5), { a: 5.0 }, true],
  ['a number is not its text', on('5'), { a: 5 }, false],
  ['true', on(true), { a: true }, true],
  ['null', on(null), { a: null }, true],
  ['null is not a missing field', on(null), {}, false],
  ['an empty string', on(''), { a: '' }, true],
  ['an inherited field', { constructor: [{ exists: true }] }, {}, false],
  ['prefix', on({ prefix: 'us-' }), { a: 'us-east' }, true],
  ['prefix elsewhere', on({ prefix: 'us-' }), { a: 'aus-east' }, false],
  ['prefix on a number', on({ prefix: '1' }), { a: 12 }, false],
  ['prefix ignoring case', on({ prefix: { 'equals-ignore-case': 'EV' } }), { a: 'event' }, true],
  ['suffix', on({ suffix: '.png' }), { a: 'x.png' }, true],
  ['suffix ignoring case', on({ suffix: { 'equals-ignore-case': '.PNG' } }), { a: 'x.png' }, true],
  ['equals-ignore-case', on({ 'equals-ignore-case': 'Bob' }), { a: 'bOB' }, true],
  ['anything-but another', on({ 'anything-but': 'x' }), { a: 'y' }, true],
  ['anything-but the same', on({ 'anything-but': 'x' }), { a: 'x' }, false],
  ['anything-but needs the field', on({ 'anything-but': 'x' }), {}, false],
  ['anything-but a list', on({ 'anything-but': ['x', 'y'] }), { a: 'y' }, false],
  ['anything-but a number', on({ 'anything-but': 5 }), { a: 6 }, true],
  ['anything-but prefix', on({ 'anything-but': { prefix: 'us-' } }), { a: 'eu' }, true],
  ['anything-but prefixes', on({ 'anything-but': { prefix: ['us-', 'eu'] } }), { a: 'eu-1' }, false],
  ['anything-but suffix', on({ 'anything-but': { suffix: '.png' } }), { a: 'a.png' }, false],
  ['anything-but ignoring case', on({ 'anything-but': { 'equals-ignore-case': 'X' } }), { a: 'x' }, false],
  ['anything-but wildcard', on({ 'anything-but': { wildcard: '*/lib/*' } }), { a: 'a/lib/b' }, false],
  ['anything-but with another element', on({ 'anything-but': 'x' }), { a: ['x', 'y'] }, true],
  ['numeric range', on({ numeric: ['>', 0, '<=', 5] }), { a: 5 }, true],
  ['outside a numeric range', on({ numeric: ['>', 0, '<=', 5] }), { a: 6 }, false],
  ['numeric equality', on({ numeric: ['=', 3.0] }), { a: 3 }, true],
  ['numeric on text', on({ numeric: ['>', 0] }), { a: '5' }, false],
  ['exists', on({ exists: true }), { a: 1 }, true],
  ['exists on null', on({ exists: true }), { a: null }, true],
  ['exists without the field', on({ exists: true }), {}, false],
  ['exists false', on({ exists: false }), {}, true],
  ['exists false with the field', on({ exists: false }), { a: 1 }, false],
  ['exists false in a parent', { d: on({ exists: false }) }, { d: { b: 1 } }, true],
  ['exists false without the parent', { d: on({ exists: false }) }, {}, true],
  ['wildcard', on({ wildcard: 'dir/*.png' }), { a: 'dir/a/b.png' }, true],
  ['wildcard over lines', on({ wildcard: 'a*b' }), { a: 'a\nb' }, true],
  ['escaped star', on({ wildcard: 'a\\*b' }), { a: 'a*b' }, true],
  ['escaped star is no wildcard', on({ wildcard: 'a\\*b' }), { a: 'axb' }, false],
  ['escaped backslash', on({ wildcard: 'a\\\\*' }), { a: 'a\\x' }, true],
  ['a dot in a wildcard is a dot', on({ wildcard: 'a.b*' }), { a: 'axb1' }, false],
  ['cidr', on({ cidr: '10.0.0.0/24' }), { a: '10.0.0.77' }, true],
  ['outside a cidr', on({ cidr: '10.0.0.0/24' }), { a: '10.0.1.77' }, false],
  ['cidr of everything', on({ cidr: '0.0.0.0/0' }), { a: '255.255.255.255' }, true],
  ['cidr v6', on({ cidr: '2001:db8::/32' }), { a: '2001:db8::1' }, true],
  ['cidr v6 and an IPv4 address', on({ cidr: '2001:db8::/32' }), { a: '10.0.0.1' }, false],
  ['cidr on other text', on({ cidr: '10.0.0.0/24' }), { a: 'ten' }, false],
  ['$or', { $or: [on('x'), { b: [{ numeric: ['>', 1] }] }] }, { b: 2 }, true],
  ['$or with none', { $or: [on('x'), { b: ['y'] }] }, { a: 'q' }, false],
  ['$or beside a field', { c: ['1'], $or: [on('x'), { b: ['y'] }] }, { c: '1', b: 'y' }, true],
  ['$or without the field beside it', { c: ['1'], $or: [on('x'), { b: ['y'] }] }, { c: '2', b: 'y' }, false],
  ['$or inside a field', { d: { $or: [on('x'), { b: ['y'] }] } }, { d: { b: 'y' } }, true],
  ['a list of objects', { a: { b: ['x'] } }, { a: [{ b: 'z' }, { b: 'x' }] }, true],
  [
    'one object has to match whole',
    { a: { b: ['x'], c: ['y'] } },
    {
      a: [
        { b: 'x', c: 'n' },
        { b: 'n', c: 'y' },
      ],
    },
    false,
  ],
  ['a value or an operator', on('z', { prefix: 'q' }), { a: 'qq' }, true],
  ['two fields', { a: ['x'], b: ['y'] }, { a: 'x', b: 'z' }, false],
];

describe('matchesPattern', () => {
  it.each(VECTORS)('%s', (_name, pattern, event, expected) => {
    expect(matchesPattern(pattern, event)).toBe(expected);
  });
});

describe('assertPattern', () => {
  it.each([
    ['an unknown operator', on({ like: 'x' }), 'no operator "like"'],
    ['half a comparison', on({ numeric: ['>'] }), 'pairs of a comparison'],
    ['a malformed block', on({ cidr: '10.0.0.0' }), 'not a CIDR block'],
    ['an empty list', on(), 'empty list'],
    ['an empty pattern', {}, 'at least one field'],
    ['a bare value', { a: 'x' }, 'not a JSON object'],
  ])('refuses %s', (_name, pattern, message) => {
    expect(() => assertPattern(pattern, 'rule r')).toThrow(message);
  });

  it('takes every pattern of the table', () => {
    for (const [, pattern] of VECTORS) expect(() => assertPattern(pattern, 'rule r')).not.toThrow();
  });
});
