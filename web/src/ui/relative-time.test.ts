import { expect, it } from 'vitest';
import { noteServerDate, onServerTimeShift, serverNowMs } from '../api/server-time.ts';
import { formatDay, relativeTo } from './relative-time.tsx';

const now = Date.parse('2026-11-20T12:00:00Z');

it.each([
  ['2026-11-20T11:59:30Z', 'just now'],
  ['2026-11-20T11:00:00Z', '1 hour ago'],
  ['2026-11-19T11:00:00Z', 'yesterday'],
  ['2026-11-23T13:00:00Z', 'in 3 days'],
  ['2026-10-01T12:00:00Z', 'last month'],
])('tells how far %s is away: %s', (at, text) => {
  expect(relativeTo(Date.parse(at), now, 'en')).toBe(text);
});

it('shows a day as that day wherever the visitor is', () => {
  expect(formatDay('2026-12-01', 'en-GB')).toBe('1 Dec 2026');
});

it('follows the clock of the server, and tells when it jumps', () => {
  let jumps = 0;
  const stop = onServerTimeShift(() => {
    jumps += 1;
  });
  const local = Date.now();
  noteServerDate(new Date(local + 30 * 86_400_000).toUTCString(), local);
  expect(Math.round((serverNowMs() - Date.now()) / 86_400_000)).toBe(30);
  noteServerDate('not a date', local);
  noteServerDate(new Date(local + 30 * 86_400_000 + 900).toUTCString(), local);
  expect(jumps).toBe(1);
  stop();
});
