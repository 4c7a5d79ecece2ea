import { MEASURE_NAMESPACE, MEASURES, type MeasureName } from '#contract/measures.ts';
import { isoOf, nowMs } from './clock.ts';

/** The only fields a log line may carry; none of them holds personal data, secrets or payloads. */
export interface LogFields {
  correlationId?: string | undefined;
  endpoint?: string | undefined;
  functionName?: string | undefined;
  status?: number | undefined;
  code?: string | undefined;
  durationMs?: number | undefined;
  actorKind?: string | undefined;
  userId?: string | undefined;
  keyId?: string | undefined;
  workspaceId?: string | undefined;
  aggregateId?: string | undefined;
  eventId?: string | undefined;
  eventType?: string | undefined;
  attempt?: number | undefined;
  count?: number | undefined;
  provider?: string | undefined;
  providerId?: string | undefined;
  errorName?: string | undefined;
  errorMessage?: string | undefined;
  stack?: string | undefined;
  reason?: string | undefined;
}

const ALLOWED = new Set<keyof LogFields>([
  'correlationId',
  'endpoint',
  'functionName',
  'status',
  'code',
  'durationMs',
  'actorKind',
  'userId',
  'keyId',
  'workspaceId',
  'aggregateId',
  'eventId',
  'eventType',
  'attempt',
  'count',
  'provider',
  'providerId',
  'errorName',
  'errorMessage',
  'stack',
  'reason',
]);

const SECRETS: readonly [RegExp, string][] = [
  [/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, '[e-mail]'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '[token]'],
  [/\baccord_[\w-]{43}/g, '[key]'],
  [/\b(sk|rk|whsec|pi_\w+_secret)_\w+/g, '[secret]'],
  [/\b\d(?:[ -]?\d){12,18}\b/g, '[number]'],
];

/** Text with e-mail addresses, tokens, keys and card-like numbers taken out. */
export function redact(text: string): string {
  return SECRETS.reduce((clean, [pattern, mark]) => clean.replace(pattern, mark), text);
}

type Level = 'info' | 'warn' | 'error';

function write(level: Level, message: string, fields: LogFields): void {
  const line: Record<string, unknown> = { level, at: isoOf(nowMs()), message: redact(message) };
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || !ALLOWED.has(name as keyof LogFields)) continue;
    line[name] = typeof value === 'string' ? redact(value) : value;
  }
  console[level](JSON.stringify(line));
}

/** Structured log with an allow-list of fields; anything else is dropped. */
export const log = {
  info: (message: string, fields: LogFields = {}): void => write('info', message, fields),
  warn: (message: string, fields: LogFields = {}): void => write('warn', message, fields),
  error: (message: string, fields: LogFields = {}): void => write('error', message, fields),
  /** An unknown error with its stack, redacted; it counts in the measure Failures of the function's area. */
  failure: (message: string, error: unknown, fields: LogFields = {}): void => {
    const known = error instanceof Error ? error : new Error(String(error));
    write('error', message, { ...fields, errorName: known.name, errorMessage: known.message, stack: known.stack });
    measure('Failures', 1);
  },
};

/**
 * Writes one value of a measure in CloudWatch's embedded metric format, which needs no call and no right; the function's stage and area are added. What is
 * no function has no area, and measures nothing.
 */
export function measure(name: MeasureName, value: number): void {
  const { STAGE: Stage, AREA: Area } = process.env;
  if (!Stage || !Area) return;
  const { unit, perArea } = MEASURES[name];
  const dimensions = perArea ? { Stage, Area } : { Stage };
  const instant = nowMs();
  const line = {
    _aws: {
      Timestamp: instant,
      CloudWatchMetrics: [
        {
          Namespace: MEASURE_NAMESPACE,
          Dimensions: [Object.keys(dimensions)],
          Metrics: [{ Name: name, Unit: unit }],
        },
      ],
    },
    level: 'info',
    at: isoOf(instant),
    message: 'measured',
    ...dimensions,
    [name]: value,
  };
  // Not by console: Lambda's JSON logging wraps what console writes, and CloudWatch finds a metric only at the top of a line.
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
