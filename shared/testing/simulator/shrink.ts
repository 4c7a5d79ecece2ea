import { FAULTS, type Limits } from './faults.ts';
import { type Outcome, simulate } from './simulate.ts';

/** A failure with no more going wrong than it needs. */
export interface Shrunk {
  outcome: Outcome;
  limits: Limits;
}

/** Finds how little has to go wrong for a seed to fail as it did: the fewest faults, of the fewest kinds; the last try is told step by step. */
export async function shrink(failed: Outcome, limits: Limits = {}, play = simulate): Promise<Shrunk> {
  let best: Shrunk = { outcome: failed, limits: { ...limits, most: failed.faults } };
  const keep = async (tried: Limits): Promise<boolean> => {
    const outcome = await play(failed.seed, tried);
    if (!failsAlike(outcome, failed)) return false;
    best = { outcome, limits: { ...tried, most: Math.min(tried.most ?? outcome.faults, outcome.faults) } };
    return true;
  };
  for (const name of Object.keys(FAULTS)) {
    if (!best.outcome.fired.has(name as never)) continue;
    await keep({ ...best.limits, without: [...(best.limits.without ?? []), name] });
  }
  for (let step = Math.ceil(best.outcome.faults / 2); step >= 1; step = step === 1 ? 0 : Math.ceil(step / 2))
    while ((best.limits.most ?? 0) >= step && (await keep({ ...best.limits, most: (best.limits.most ?? 0) - step })));
  const outcome = await play(failed.seed, { ...best.limits, tells: true });
  return { outcome, limits: best.limits };
}

function failsAlike({ broken }: Outcome, failed: Outcome): boolean {
  if (!broken || !failed.broken) return false;
  return kindOf(broken) === kindOf(failed.broken);
}

function kindOf(error: Error): string {
  // By name: it may come from a simulator that was built anew.
  return 'invariant' in error ? String(error.invariant) : error.name;
}

/** How a seed is played again with the same limits. */
export function replayCommand(seed: number, { without = [], most }: Limits): string {
  return [
    `npm run simulate -- --from ${seed} --seeds 1 --trace`,
    ...(without.length > 0 ? [`--without ${without.join(',')}`] : []),
    ...(most !== undefined && Number.isFinite(most) ? [`--most ${most}`] : []),
  ].join(' ');
}
