import { describe, expect, it } from 'vitest';
import { newTotpSecret, otpauthUriOf, stepOfTotp, totpAt } from './totp.ts';

/** “12345678901234567890”, the secret of RFC 6238, appendix B. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('codes of an authenticator app', () => {
  it.each([
    [59_000, '287082'],
    [1_111_111_109_000, '081804'],
    [1_234_567_890_000, '005924'],
    [20_000_000_000_000, '353130'],
  ])('are those of RFC 6238 at %i', (atMs, code) => expect(totpAt(SECRET, atMs)).toBe(code));

  it('are known one step early and one step late, and no further', () => {
    const nowMs = 1_795_176_000_000;
    const step = nowMs / 30_000;
    const found = [-2, -1, 0, 1, 2].map((off) => stepOfTotp(SECRET, totpAt(SECRET, nowMs + off * 30_000), nowMs));
    expect(found).toEqual([undefined, step - 1, step, step + 1, undefined]);
  });

  it('come from secrets of 160 random bits, which the QR code names with the account', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(secret);
    const uri = new URL(otpauthUriOf(secret, 'mara+test@example.com'));
    expect(decodeURIComponent(uri.pathname)).toBe('/Accord:mara+test@example.com');
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({ secret, issuer: 'Accord', digits: '6', period: '30' });
  });
});
