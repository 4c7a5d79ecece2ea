const WELL_FORMED = /^[A-Za-z0-9_-]{8,64}$/;

/** The caller's X-Correlation-Id when it is well-formed, else the gateway's request id. */
export function correlationIdOf(event: {
  headers?: Record<string, string | undefined>;
  requestContext: { requestId: string };
}): string {
  const given = event.headers?.['x-correlation-id'];
  return given && WELL_FORMED.test(given)
    ? given
    : event.requestContext.requestId.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 64);
}
