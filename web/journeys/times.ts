/** Where the seconds of a file went, by kind, ms; said at its end with JOURNEY_TIMES=1. */
const spentMs = new Map<string, { count: number; ms: number }>();

/** Does something whose time counts as that kind. */
export async function timed<T>(kind: string, work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  try {
    return await work();
  } finally {
    const { count, ms } = spentMs.get(kind) ?? { count: 0, ms: 0 };
    spentMs.set(kind, { count: count + 1, ms: ms + performance.now() - from });
  }
}

/** Says where the seconds went, when that is asked for. */
export function sayTimes(): void {
  if (!process.env.JOURNEY_TIMES) return;
  const lines = [...spentMs].sort(([, a], [, b]) => b.ms - a.ms);
  for (const [kind, { count, ms }] of lines)
    process.stderr.write(`${kind.padEnd(14)} ${(ms / 1000).toFixed(1).padStart(7)} s in ${count}\n`);
}
