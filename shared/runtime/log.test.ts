import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { measuredBy } from '#testing/measured.ts';
import { log, measure, redact } from './log.ts';

beforeEach(() => {
  vi.stubEnv('STAGE', 'prod');
  vi.stubEnv('AREA', 'money');
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe('a measure', () => {
  it('is a line of its own in CloudWatch’s embedded metric format, past console', async () => {
    const lines: unknown[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => lines.push(chunk) > 0);
    const wrapped = vi.spyOn(console, 'info');
    measure('WebhookLag', 1234);
    vi.mocked(process.stdout.write).mockRestore();
    expect(wrapped).not.toHaveBeenCalled();
    expect(lines).toEqual([expect.stringMatching(/^\{.*\}\n$/)]);
    expect(JSON.parse(String(lines[0]))).toMatchObject({
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          {
            Namespace: 'Accord',
            Dimensions: [['Stage']],
            Metrics: [{ Name: 'WebhookLag', Unit: 'Milliseconds' }],
          },
        ],
      },
      Stage: 'prod',
      WebhookLag: 1234,
    });
  });

  it('is not written by what is no function', async () => {
    vi.stubEnv('AREA', undefined);
    expect((await measuredBy(async () => measure('StuckReleases', 1))).measured).toEqual([]);
  });

  it('counts a failure in the area of its function', async () => {
    vi.spyOn(console, 'error').mockReturnValue();
    const { measured } = await measuredBy(async () => log.failure('it broke', new Error('no')));
    expect(measured).toEqual([{ Stage: 'prod', Area: 'money', Failures: 1 }]);
  });
});

describe('a log line', () => {
  it('holds no key, signing secret, token or address of a person', () => {
    const secrets = [
      `accord_${'aB3-_'.repeat(9).slice(0, 43)}`,
      'whsec_c2VjcmV0',
      'eyJhbGciOi.eyJzdWIi.c2ln',
      'mara@creators.example',
    ];
    const clean = redact(`refused ${secrets.join(' and ')}`);
    for (const secret of secrets) expect(clean).not.toContain(secret);
    expect(clean).toBe('refused [key] and [secret] and [token] and [e-mail]');
  });
});
