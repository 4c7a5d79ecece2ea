/**
 * Passwords that guessing tries first. Short ones never get here (ten characters at least), so the list holds long ones and the patterns people
 * stretch short ones with. Source of the rule: OWASP ASVS 5.0, 6.2.4.
 */
const COMMON = new Set([
  'password12',
  'password123',
  'password1234',
  'passwort123',
  '1234567890',
  '12345678910',
  '0123456789',
  '0987654321',
  '1111111111',
  '0000000000',
  'qwertyuiop',
  'qwerty12345',
  'qwerty123456',
  'asdfghjkl1',
  '1q2w3e4r5t',
  '1q2w3e4r5t6y',
  'q1w2e3r4t5',
  'iloveyou12',
  'iloveyou123',
  'princess12',
  'football12',
  'baseball12',
  'welcome123',
  'welcome1234',
  'sunshine12',
  'letmein123',
  'letmein1234',
  'administrator',
  'changeme12',
  'changeme123',
  'superman12',
  'trustno1234',
  'dragon12345',
  'monkey12345',
  'michael123',
  'jennifer12',
  'zaq12wsxcde',
  'abcdefghij',
  'abc1234567',
  'abcd123456',
  'a123456789',
  'aa12345678',
  '123456789a',
  '123123123123',
  'influencer',
  'influencer1',
  'instagram1',
  'instagram123',
  'youtube123',
  'tiktok1234',
  'accord1234',
  'accordaccord',
]);

/** Why a password is too easy to guess, as a sentence; undefined when it will do. No composition rules. */
export function findPasswordWeakness(password: string, personal: readonly string[]): string | undefined {
  const lower = password.toLowerCase();
  if (COMMON.has(lower)) return 'This is one of the most common passwords.';
  if (/^(.)\1+$/.test(password)) return 'This password is one character repeated.';
  if (/^(.{1,4})\1+$/.test(lower)) return 'This password repeats one short piece.';
  const used = personal
    .map((word) => word.toLowerCase())
    .find((word) => word.length >= 5 && lower.includes(word) && lower.length < word.length + 5);
  return used ? 'This password is little more than your name or e-mail address.' : undefined;
}
