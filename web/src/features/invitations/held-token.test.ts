import { expect, it } from 'vitest';
import { dropToken, takeToken } from './held-token.ts';

function browser(hash: string) {
  const shown: string[] = [];
  const place = { hash, pathname: '/invitations' } as Location;
  const history = { state: null, replaceState: (_: unknown, __: string, url: string) => shown.push(url) } as never;
  return { place, history, shown };
}

it('takes the secret out of the address, holds it while the person logs in, and forgets it when it is used', () => {
  const first = browser('#wsp_1.hash.secret');
  expect(takeToken(first.place, first.history)).toBe('wsp_1.hash.secret');
  expect(first.shown).toEqual(['/invitations']);
  const back = browser('');
  expect(takeToken(back.place, back.history)).toBe('wsp_1.hash.secret');
  expect(back.shown).toEqual([]);
  dropToken();
  expect(takeToken(back.place, back.history)).toBeUndefined();
});
