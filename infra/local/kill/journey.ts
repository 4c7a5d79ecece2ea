import type { TestApplication } from '#local/test-application.ts';
import type { Item } from './invariants.ts';
import type { Player } from './player.ts';

/** A story that is told the same from its start to its end, whatever dies in between. `State` is what its parts hand on, as JSON. */
// biome-ignore lint/suspicious/noExplicitAny: each journey has a state of its own
export interface Journey<State = any> {
  name: string;
  /** One sentence for people. */
  summary: string;
  /** Fewest outgoing calls the window must have; fewer means that it no longer tells what it should. */
  fewestCalls: number;
  /** An application of its own instead of the product. */
  application?(): Promise<TestApplication>;
  /** Everything before the window; its data is the base of every run. */
  prepare(player: Player): Promise<State>;
  /** The window: every call in it is a point to die at. */
  play(player: Player, state: State): Promise<void>;
  /** What must hold at the end beside what holds of every journey; one sentence for each thing that does not. */
  check(player: Player, state: State, items: readonly Item[]): Promise<string[]>;
}
