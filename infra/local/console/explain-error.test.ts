import { describe, expect, it } from 'vitest';
import { explainError } from './explain-error.ts';

describe('what went wrong is one line:', () => {
  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      'invoke.end',
      { functionName: 'f', error: { errorType: 'TypeError', errorMessage: 'no' } },
      /^f failed: TypeError: no$/,
    ],
    [
      'invoke.failed',
      { functionName: 'f', attempts: 3, error: { errorMessage: 'no' } },
      /^f was given up after 3 tries: Error: no$/,
    ],
    ['access.denied', { functionName: 'f', message: 'may not' }, /^f: may not$/],
    ['http.request', { method: 'GET', path: '/a', status: 503, reason: 'slow' }, /^GET \/a answered 503: slow$/],
    ['event.dead-lettered', { rule: 'r', reason: 'gone' }, /r went to the dead-letter queue: gone/],
    ['queue.batch', { queue: 'q', failed: 1, size: 2, error: 'no' }, /^1 of 2 messages of q failed: no$/],
    ['execution.ended', { executionArn: 'e', status: 'FAILED', error: 'E', cause: 'c' }, /^e ended FAILED: E c$/],
    ['stripe.webhook', { type: 't', status: 500 }, /^Webhook t: answered 500$/],
    [
      'log',
      { functionName: 'f', line: { level: 'error', message: 'unexpected error' } },
      /^f logged: unexpected error$/,
    ],
  ])('%s', (kind, data, line) => {
    expect(explainError(kind, data)).toMatch(line);
  });

  it.each<[string, Record<string, unknown>]>([
    ['invoke.end', { functionName: 'f' }],
    ['http.request', { method: 'GET', path: '/a', status: 404 }],
    ['queue.batch', { queue: 'q', failed: 0, size: 2 }],
    ['execution.ended', { executionArn: 'e', status: 'SUCCEEDED' }],
    ['stripe.webhook', { type: 't', status: 200 }],
    ['log', { functionName: 'f', line: { level: 'info', message: 'no error' } }],
    ['log', { functionName: 'f', line: 'an error of somebody who logs text' }],
    ['aws.call', { action: 'dynamodb:GetItem' }],
    ['constructor', {}],
  ])('nothing when all is well: %s %j', (kind, data) => {
    expect(explainError(kind, data)).toBeUndefined();
  });
});
