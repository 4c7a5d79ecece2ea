import { expect, it } from 'vitest';
import { withText } from './cost-document.ts';

const [begin, end] = ['<!-- begin: npm run measure -->', '<!-- end: npm run measure -->'];

it('gets the new table in place of the old one, and keeps everything else', () => {
  const before = (table: string) => `before\n${begin}\n${table}\n${end}\nafter\n<!-- end: npm run other -->`;
  expect(withText(before('old'), 'npm run measure', 'new')).toBe(before('new'));
});

it('is refused without a place for it', () => {
  expect(() => withText(`only ${end}`, 'npm run measure', 'new')).toThrow(begin);
});
