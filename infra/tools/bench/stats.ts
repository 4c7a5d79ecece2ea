/** The value below which `share` (0 to 1) of the values lie, by nearest rank; NaN when there are none. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The smallest value: what the work costs when nothing else on the machine is in its way. */
export function best(values: readonly number[]): number {
  return Math.min(...values);
}

/** A number rounded to `digits` decimals. */
export function round(value: number, digits = 1): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
