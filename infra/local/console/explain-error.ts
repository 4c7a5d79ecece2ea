type Data = Record<string, unknown>;

/** What a record says when it tells of something that went wrong, by its kind; undefined when all was well. */
const explainers: Record<string, (data: Data) => string | undefined> = {
  'access.denied': ({ functionName, message }) => `${functionName}: ${message}`,
  'invoke.end': ({ functionName, error }) => (error ? `${functionName} failed: ${messageOf(error)}` : undefined),
  'invoke.failed': ({ functionName, attempts, error }) =>
    `${functionName} was given up after ${attempts} tries: ${messageOf(error)}`,
  'http.request': ({ method, path, status, reason }) =>
    Number(status) >= 500 ? `${method} ${path} answered ${status}${reason ? `: ${reason}` : ''}` : undefined,
  'event.failed': ({ error }) => `Delivery broke off: ${messageOf(error)}`,
  'event.dead-lettered': ({ rule, reason }) => `An event of rule ${rule} went to the dead-letter queue: ${reason}`,
  'event.dropped': ({ rule, reason }) => `An event of rule ${rule} was dropped: ${reason}`,
  'stream.failed': ({ mapping, error }) => `Stream ${mapping}: ${messageOf(error)}`,
  'stream.discarded': ({ mapping, size, error }) => `Stream ${mapping} gave up ${size} records: ${messageOf(error)}`,
  'queue.failed': ({ queue, error }) => `Queue ${queue}: ${messageOf(error)}`,
  'queue.batch': ({ queue, failed, size, error }) =>
    Number(failed) > 0 ? `${failed} of ${size} messages of ${queue} failed: ${messageOf(error)}` : undefined,
  'queue.redriven': ({ queue, deadLetterQueue }) => `A message of ${queue} went to ${deadLetterQueue}.`,
  'schedule.dropped': ({ schedule, reason }) => `Schedule ${schedule} was dropped: ${reason}`,
  'schedule.dead-lettered': ({ schedule, reason }) => `Schedule ${schedule} went to the dead-letter queue: ${reason}`,
  'execution.broken': ({ executionArn, problem }) => `${executionArn} is stuck: ${problem}`,
  'execution.ended': ({ executionArn, status, error, cause }) =>
    status === 'SUCCEEDED' || status === 'ABORTED'
      ? undefined
      : `${executionArn} ended ${status}: ${error ?? ''} ${cause ?? ''}`.trim(),
  'edge.failed': ({ error }) => `The edge: ${messageOf(error)}`,
  'edge.refused': ({ reason }) => `The edge refused: ${reason}`,
  'websocket.failed': ({ label, error }) => `${label}: ${messageOf(error)}`,
  'websocket.refused': ({ routeKey, reason }) => `WebSocket ${routeKey}: ${reason}`,
  'stripe.defect': ({ error }) => `The Stripe stand-in: ${messageOf(error)}`,
  'stripe.webhook': ({ type, status, error }) =>
    error || Number(status) >= 400 ? `Webhook ${type}: ${error ? messageOf(error) : `answered ${status}`}` : undefined,
  log: ({ functionName, line }) => explainLog(functionName, line),
};

/** One line for people when a trace record tells of something that went wrong; undefined when it does not. */
export function explainError(kind: string, data: Data): string | undefined {
  return (Object.hasOwn(explainers, kind) && explainers[kind]?.(data)) || undefined;
}

function messageOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error ?? 'no reason was given');
  const { errorType, errorMessage } = error as { errorType?: string; errorMessage?: string };
  return errorMessage ? `${errorType ?? 'Error'}: ${errorMessage}` : JSON.stringify(error);
}

/** A line is what the function logged: an object with a level, or text. */
function explainLog(functionName: unknown, line: unknown): string | undefined {
  if (typeof line !== 'object' || line === null) return undefined;
  const { level, message } = line as { level?: unknown; message?: unknown };
  if (!/^(error|critical|fatal)$/i.test(String(level))) return undefined;
  return `${functionName} logged: ${typeof message === 'string' ? message : JSON.stringify(line)}`;
}
