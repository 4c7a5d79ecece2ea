import { randomUUID } from 'node:crypto';
import { type AwsCall, AwsError, type Platform } from '../../kernel.ts';

/** An event as targets get it. */
export interface BusEvent extends Record<string, unknown> {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  /** ISO 8601, whole seconds */
  time: string;
  region: string;
  resources: string[];
  detail: unknown;
}

export interface PutEntry {
  Source?: string;
  DetailType?: string;
  Detail?: string;
  EventBusName?: string;
  Resources?: string[];
  /** Epoch seconds. */
  Time?: number;
}

/** An entry that was taken, or the code and message it was refused with. */
export type TakenEntry = { event: BusEvent; busName: string } | { ErrorCode: string; ErrorMessage: string };

const MAX_ENTRIES = 10;
const MAX_REQUEST_BYTES = 256 * 1024;

/** Checks the entries of a PutEvents request as EventBridge does; throws ValidationException for the request as a whole. */
export function readEntries(
  platform: Platform,
  entries: PutEntry[] | undefined,
  caller: AwsCall['caller'] | undefined,
): TakenEntry[] {
  if (!entries || entries.length === 0 || entries.length > MAX_ENTRIES) {
    throw new AwsError(
      'ValidationException',
      "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and 10",
    );
  }
  if (entries.reduce((sum, entry) => sum + entryBytes(entry), 0) > MAX_REQUEST_BYTES) {
    throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
  }
  return entries.map((entry) => readEntry(platform, entry, caller?.functionName === 'platform'));
}

/** The size of an entry by EventBridge's own rule: 14 bytes for a time, and the UTF-8 bytes of its texts. */
export function entryBytes(entry: PutEntry): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])];
  return (entry.Time === undefined ? 0 : 14) + texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), 0);
}

function readEntry(platform: Platform, entry: PutEntry, byPlatform: boolean): TakenEntry {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (!entry[name])
      return refused('InvalidArgument', `Parameter ${name} is not valid. Reason: ${name} is a required argument.`);
  }
  const { Source = '', DetailType = '', Detail = '' } = entry;
  if (Source.startsWith('aws.') && !byPlatform) {
    return refused('NotAuthorizedForSourceException', 'Not authorized for the source.');
  }
  let detail: unknown;
  try {
    detail = JSON.parse(Detail);
  } catch {
    return refused('MalformedDetail', 'Detail is malformed.');
  }
  if (detail === null || typeof detail !== 'object' || Array.isArray(detail))
    return refused('MalformedDetail', 'Detail is malformed.');
  const atMs = entry.Time === undefined ? platform.clock.now() : entry.Time * 1000;
  return {
    event: makeEvent(platform, {
      source: Source,
      detailType: DetailType,
      detail,
      atMs,
      resources: entry.Resources ?? [],
    }),
    busName: busNameOf(entry.EventBusName),
  };
}

/** An event envelope of this account and region. */
export function makeEvent(
  platform: Platform,
  event: { source: string; detailType: string; detail: unknown; atMs: number; resources: string[] },
): BusEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': event.detailType,
    source: event.source,
    account: platform.account,
    time: `${new Date(event.atMs).toISOString().slice(0, 19)}Z`,
    region: platform.region,
    resources: event.resources,
    detail: event.detail,
  };
}

/** A bus is named by its name or ARN; none is the default bus. */
export function busNameOf(nameOrArn: string | undefined): string {
  return nameOrArn?.split('/').at(-1) || 'default';
}

function refused(ErrorCode: string, ErrorMessage: string): TakenEntry {
  return { ErrorCode, ErrorMessage };
}
