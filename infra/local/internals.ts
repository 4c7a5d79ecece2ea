import type { Engine } from './engine.ts';
import type { FunctionHostControl } from './function-host/host.ts';
import type { Platform } from './kernel.ts';
import type { Origins } from './origins.ts';
import type { AwsCallRecord } from './proxy.ts';

/** Parts of the running platform that only its core uses; the other resources go by `Platform`. */
export interface Internals {
  engine: Engine;
  origins: Origins;
  host: FunctionHostControl;
  /** Longest time an index lags behind its table, virtual ms. */
  indexLagMaxMs: number;
  callsOf(invocationId: string): AwsCallRecord[];
  log(line: string): void;
}

const known = new WeakMap<Platform, Internals>();

/** Makes the internals of a platform findable; called once, before any resource starts. */
export function setInternals(platform: Platform, internals: Internals): void {
  known.set(platform, internals);
}

/** The internals of a platform that `startPlatform` made. */
export function internalsOf(platform: Platform): Internals {
  const internals = known.get(platform);
  if (!internals) throw new Error('This platform has no core; start it with startPlatform.');
  return internals;
}
