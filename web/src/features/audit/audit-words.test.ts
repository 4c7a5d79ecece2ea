import { describe, expect, it } from 'vitest';
import { actorName, changeSummary, fieldName, NO_FILTERS, queryOf, valueText } from './audit-words.ts';

const names = new Map([['usr_1', 'Mara']]);

describe('who did it', () => {
  it.each([
    [{ userId: 'usr_1', actorKind: 'member' }, 'Mara'],
    [{ userId: 'usr_2', actorKind: 'member' }, 'A former member'],
    [{ userId: 'usr_3', actorKind: 'staff' }, 'Accord support'],
    [{ userId: null, actorKind: 'anonymous' }, 'Somebody not logged in'],
    [{ userId: null, actorKind: 'system' }, 'Accord'],
  ] as const)('%j is %s', (entry, expected) => {
    expect(actorName(entry, names)).toBe(expected);
  });
});

describe('what changed', () => {
  it.each([
    [[], undefined],
    [[{ field: 'role', from: 'viewer', to: 'finance' }], 'Role: viewer → finance'],
    [[{ field: 'role', from: null, to: 'finance' }], 'Role: – → finance'],
    [[{ field: 'password' }], undefined],
    [[{ field: 'name', from: 'a', to: 'b' }, { field: 'tax' }], '2 fields: Name, Tax'],
  ])('%j reads %s', (changes, expected) => {
    expect(changeSummary(changes)).toBe(expected);
  });

  it('names fields as people do, and says what is not kept', () => {
    expect(fieldName('policies.publishNeedsSecondMember')).toBe('Policies: publish needs second member');
    expect(valueText(undefined)).toBe('not kept');
  });
});

describe('the filters', () => {
  it('ask for nothing when nothing is chosen', () => {
    expect(queryOf(NO_FILTERS)).toEqual({});
  });

  it('take both days in, as the visitor counts them', () => {
    const { from, until } = queryOf({ ...NO_FILTERS, fromDay: '2026-11-19', untilDay: '2026-11-19' });
    expect(new Date(from ?? '').getHours()).toBe(0);
    expect(Date.parse(until ?? '') - Date.parse(from ?? '')).toBe(86_400_000);
  });
});
