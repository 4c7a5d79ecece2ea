import type { Platform } from '#local/kernel.ts';

export interface Counted {
  /** Accounts that were pulled and recorded. */
  pulls: number;
  /** One sentence for each thing that went wrong. */
  troubles: string[];
  /** By stand-in. */
  providerCalls: Record<string, number>;
  /** Calls of the function that pulls. */
  tableCalls: number;
  fileCalls: number;
  keyCalls: number;
  stop(): void;
}

const PULLER = /queues-pull-metrics$/;

/** What has a part in pulls; others may fail and be given their events again, as duplicates make them. */
const TAKES_PART = /-(queues-pull-metrics|schedules-plan-pulls|reactions-on-event-push-live)$/;

/** Counts what the pulls do from now on, and notes every error of those who take part in them. */
export function countEverything(platform: Platform): Counted {
  const counted: Counted = {
    pulls: 0,
    troubles: [],
    providerCalls: {},
    tableCalls: 0,
    fileCalls: 0,
    keyCalls: 0,
    stop: () => undefined,
  };
  counted.stop = platform.trace.subscribe(({ kind, data }) => {
    const functionName = String(data.functionName ?? '');
    if (kind === 'invoke.end' && data.error && TAKES_PART.test(functionName))
      counted.troubles.push(`${functionName}: ${JSON.stringify(data.error)}`);
    if (kind === 'access.denied') counted.troubles.push(String(data.message));
    if (kind === 'social.call') {
      const provider = String(data.provider);
      counted.providerCalls[provider] = (counted.providerCalls[provider] ?? 0) + 1;
      if (data.status !== 200) counted.troubles.push(`${provider} answered ${String(data.status)}.`);
    }
    if (kind === 'aws.call' && PULLER.test(functionName)) {
      if (data.service === 'dynamodb') counted.tableCalls += 1;
      if (data.service === 's3') counted.fileCalls += 1;
      if (data.service === 'kms') counted.keyCalls += 1;
    }
    if (kind === 'log' && TAKES_PART.test(functionName)) noteLine(counted, functionName, data.line);
  });
  return counted;
}

function noteLine(counted: Counted, functionName: string, line: unknown): void {
  if (typeof line !== 'object' || line === null) return;
  const { level, message, count } = line as { level?: string; message?: string; count?: number };
  if (message === 'pulled' && PULLER.test(functionName)) counted.pulls += count ?? 0;
  if (/^(warn|error)$/i.test(level ?? '')) counted.troubles.push(`${functionName}: ${JSON.stringify(line)}`);
}
