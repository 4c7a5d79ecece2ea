import { type Change, create, replace } from './change.ts';
import type { Entity } from './entity.ts';

/** A thing of two parties: the item in the workspace, and its full copy with the influencer. */
export interface TwoSided<T extends object> {
  main: Entity<T>;
  copy: Entity<T>;
}

/** The item and its copy, both new. */
export function createBoth<T extends object>({ main, copy }: TwoSided<T>, value: T): Change[] {
  return [create(main, value), create(copy, value)];
}

/** The item and its copy in place of the version that was read on either side; both rise by one. */
export function replaceBoth<T extends { version: number }>(
  { main, copy }: TwoSided<T>,
  before: T,
  after: Omit<T, 'version'>,
): Change[] {
  return [replace(main, before, after), replace(copy, before, after)];
}
