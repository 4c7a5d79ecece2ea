import type { Clock, Trace, TraceRecord } from './kernel.ts';

const kept = 10_000;

/** A bounded ring of what happened; times are those of `clock`. */
export function createTrace(clock: Pick<Clock, 'now'>, capacity = kept): Trace {
  let records: TraceRecord[] = [];
  let nextSeq = 1;
  const listeners = new Set<(record: TraceRecord) => void>();

  const trace: Trace = {
    emit(kind, data, correlationId) {
      const record: TraceRecord = {
        seq: nextSeq++,
        atMs: clock.now(),
        kind,
        data,
        ...(correlationId ? { correlationId } : {}),
      };
      records.push(record);
      // Trimmed in blocks, so that a full ring does not move every record at every emit.
      if (records.length > capacity * 1.25) records = records.slice(-capacity);
      for (const listener of listeners) listener(record);
    },
    recent({ kind, correlationId, limit = 200 } = {}) {
      const found: TraceRecord[] = [];
      const oldest = Math.max(0, records.length - capacity);
      for (let at = records.length - 1; at >= oldest && found.length < limit; at--) {
        const record = records[at];
        if (!record || (kind && record.kind !== kind)) continue;
        if (correlationId && record.correlationId !== correlationId) continue;
        found.push(record);
      }
      return found;
    },
    waitFor(satisfies, { timeoutMs = 10_000, afterSeq = 0 } = {}) {
      const past = records.find((record) => record.seq > afterSeq && satisfies(record));
      if (past) return Promise.resolve(past);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          stop();
          const last = records.slice(-8).map((record) => record.kind);
          reject(
            new Error(
              `The awaited record did not come within ${timeoutMs} ms; the last ones were: ${last.join(', ') || 'none'}.`,
            ),
          );
        }, timeoutMs);
        const stop = trace.subscribe((record) => {
          if (!satisfies(record)) return;
          clearTimeout(timer);
          stop();
          resolve(record);
        });
      });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return trace;
}
