import { describe, expect, it } from 'vitest';
import { createOrigins } from './origins.ts';

describe('origins', () => {
  const origins = createOrigins();
  origins.add('https://api.stripe.com', 'http://127.0.0.1:4000');
  origins.add('https://files.stripe.com/', 'http://127.0.0.1:4001');
  it.each([
    ['an origin alone', 'https://api.stripe.com', 'http://127.0.0.1:4000'],
    ['one with a path', 'https://api.stripe.com/v1/x', 'http://127.0.0.1:4000/v1/x'],
    [
      'several in a policy',
      "connect-src 'self' https://api.stripe.com https://files.stripe.com;",
      "connect-src 'self' http://127.0.0.1:4000 http://127.0.0.1:4001;",
    ],
    ['not a longer host', 'https://api.stripe.community', 'https://api.stripe.community'],
    ['not a host below', 'https://api.stripe.com.evil.example', 'https://api.stripe.com.evil.example'],
    ['at the end of a sentence', 'See https://api.stripe.com.', 'See http://127.0.0.1:4000.'],
    ['nothing else', 'https://example.com', 'https://example.com'],
  ])('are replaced: %s', (_what, text, wanted) => {
    expect(origins.substitute(text)).toBe(wanted);
  });
});
