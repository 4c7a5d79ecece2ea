/** The largest input, output or result a state may have, in bytes of UTF-8 JSON (Step Functions quota). */
export const PAYLOAD_LIMIT_BYTES = 262_144;

/** The most events one execution may record (Step Functions quota). */
export const HISTORY_LIMIT_EVENTS = 25_000;

/** A failure inside an execution, by its Amazon States Language error name. */
export class StatesError extends Error {
  /** At most 256 characters, and the reason 32,768: what the API's events hold. */
  readonly error: string;
  /** Undefined when the failing side gave none. */
  readonly reason: string | undefined;
  /** The field whose expression failed, for the EvaluationFailed event. */
  readonly location: string | undefined;
  constructor(error: string, reason?: string, location?: string) {
    super(`${error}: ${reason?.slice(0, 200) ?? ''}`);
    this.name = 'StatesError';
    this.error = error.slice(0, 256);
    this.reason = reason?.slice(0, 32_768);
    this.location = location;
  }
}

/** Raised when an event no longer fits into the history; it ends the execution whatever the definition catches. */
export class HistoryFull extends Error {}

const TIMEOUTS = new Set(['States.Timeout', 'States.HeartbeatTimeout']);
/** Errors the wildcards do not match, https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const BEYOND_WILDCARDS = new Set(['States.DataLimitExceeded', 'States.Runtime']);

/** Whether a retrier's or catcher's `ErrorEquals` takes an error of this name. */
export function matchesError(errorEquals: readonly string[], error: string): boolean {
  if (error === 'States.Runtime') return false;
  return errorEquals.some((pattern) => {
    if (pattern === error) return true;
    if (BEYOND_WILDCARDS.has(error)) return false;
    if (pattern === 'States.ALL') return true;
    if (pattern === 'States.TaskFailed') return !TIMEOUTS.has(error);
    return pattern === 'States.Timeout' && error === 'States.HeartbeatTimeout';
  });
}

/** The JSON text of a value; throws States.DataLimitExceeded when it is over 256 KiB. `what` names it in the cause. */
export function boundedJson(value: unknown, what: string): string {
  const json = JSON.stringify(value);
  if (json.length > PAYLOAD_LIMIT_BYTES / 4 && Buffer.byteLength(json) > PAYLOAD_LIMIT_BYTES) {
    throw new StatesError(
      'States.DataLimitExceeded',
      `${what} has a size exceeding the maximum of ${PAYLOAD_LIMIT_BYTES} bytes; keep the data in a table or bucket and pass its id.`,
    );
  }
  return json;
}
