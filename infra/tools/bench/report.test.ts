import { describe, expect, it } from 'vitest';
import { endpoints } from '#contract/index.ts';
import { markdownOf, renderSection, type Section, verdictOf } from './report.ts';
import { best, median, percentile, round } from './stats.ts';
import { CALL_EXCEPTIONS, TARGETS } from './targets.ts';

const section: Section = {
  name: 'Things',
  columns: ['thing', 'KB'],
  rows: [
    ['small', 7],
    ['large', 1234.5],
    ['unknown', Number.NaN],
  ],
  notes: ['A remark.'],
  missed: [],
  data: {},
};

describe('the report', () => {
  it('is a table of Markdown for a document', () => {
    expect(markdownOf(section).split('\n')).toEqual([
      ...['Things:', '', '| thing | KB |', '| --- | ---: |'],
      ...['| small | 7 |', '| large | 1234.5 |', '| unknown | - |', '', 'A remark.'],
    ]);
  });

  it('sets words to the left, numbers to the right and a missing figure as a dash', () => {
    expect(renderSection(section).split('\n')).toEqual([
      '',
      'Things',
      'thing        KB',
      '-------  ------',
      'small         7',
      'large    1234.5',
      'unknown       -',
      '  A remark.',
    ]);
  });

  it.each([
    { missed: [[], []], exitCode: 0, line: 'Every target holds.' },
    { missed: [[], ['One is too large.']], exitCode: 1, line: '1 target is missed.' },
    { missed: [['a', 'b'], ['c']], exitCode: 1, line: '3 targets are missed.' },
  ])('ends with code $exitCode: $line', ({ missed, exitCode, line }) => {
    expect(verdictOf(missed.map((sentences) => ({ ...section, missed: sentences })))).toEqual({ exitCode, line });
  });

  it('names each missed target below its table', () => {
    expect(renderSection({ ...section, missed: ['One is too large.'] })).toMatch(/\n {2}MISSED: One is too large\.$/);
  });
});

describe('figures', () => {
  it.each([
    { values: [5], share: 0.95, expected: 5 },
    { values: [4, 1, 3, 2], share: 0.5, expected: 2 },
    { values: Array.from({ length: 20 }, (_, at) => 20 - at), share: 0.95, expected: 19 },
    { values: [], share: 0.5, expected: Number.NaN },
  ])('takes the value of nearest rank: $share of $values', ({ values, share, expected }) => {
    expect(percentile(values, share)).toBe(expected);
  });

  it('takes best and median, and rounds', () => {
    expect([best([3, 1, 2]), median([3, 1, 2]), round(1.2345, 2)]).toEqual([1, 2, 1.23]);
  });
});

describe('exceptions from the limit of table calls', () => {
  it('name endpoints of the contract, go beyond the limit of their kind, and say why', () => {
    for (const [id, { limit, reason }] of Object.entries(CALL_EXCEPTIONS)) {
      const endpoint = endpoints.find((candidate) => candidate.id === id);
      expect(endpoint, id).toBeDefined();
      expect(limit, id).toBeGreaterThan(TARGETS.tableCalls[endpoint?.method === 'GET' ? 'read' : 'mutation']);
      expect(reason, id).toMatch(/^\w.{20,}\.$/);
    }
  });
});
