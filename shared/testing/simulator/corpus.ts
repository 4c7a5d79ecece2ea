import type { Edit } from './edited.ts';
import type { Limits } from './faults.ts';

/** A defect that a simulation found, with the shortest story that shows it. */
export interface Found {
  /** What was wrong. */
  found: string;
  /** Puts it back, so that it is known that the story still shows it. */
  defect: Edit;
  seed: number;
  /** What goes wrong in the story, shrunk. */
  limits: Limits;
}

/** What simulations have found, and what was mended for it: each story holds from then on, and shows the defect when that comes back. */
export const CORPUS: readonly Found[] = [
  {
    found: 'A request that was repeated at the same moment was refused for what its twin had just done.',
    defect: {
      file: 'shared/data/commit.ts',
      from: 'if (isRefused(decision)) return (await findTwin(context, command)) ?? decision;',
      to: 'if (isRefused(decision)) return decision;',
    },
    seed: 34,
    limits: { without: ['table-down', 'index-lag', 'webhook-late', 'event-dropped'], most: 48 },
  },
  {
    found: 'A release waited for ever for a contract that somebody got out of before it was paid.',
    defect: {
      file: 'shared/domain/release.ts',
      from: "return status === 'released' || status === 'refunded' || status === 'cancelled';",
      to: "return status === 'released' || status === 'refunded';",
    },
    seed: 42,
    limits: { without: ['record-damaged'], most: 33 },
  },
  {
    found: 'A first record of the audit log that the stream had lost was never linked.',
    defect: {
      file: 'shared/runtime/account.ts',
      from: '    { entity: ChainHeads, value: { workspaceId, ...chainStart(sha256Hex, workspaceId), version: 1 } },\n',
      to: '',
    },
    seed: 150,
    limits: {
      without: [
        ...(['record-damaged', 'dies-after-provider', 'index-lag', 'webhook-forged'] as const),
        ...(['event-dropped', 'event-poisoned', 'step-twice', 'signal-twice'] as const),
      ],
      most: 8,
    },
  },
];
