import * as z from 'zod/mini';
import { type Change, create } from './change.ts';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

/** The open task token of a state machine, by the business key of what it drives; the newest one counts. */
export const MachineTokens = defineEntity({
  name: 'machine_token',
  schema: z.object({
    partition: z.string(),
    machine: z.string(),
    key: z.string(),
    /** Absent while the machine has not waited yet. */
    taskToken: z.optional(z.string()),
    parkedAt: z.optional(z.string()),
    /** Which of the machines ever started for the key drives it, with its successors; the first one is named by the key alone. */
    chain: z.optional(z.string()),
    /** It has ended, as there was nothing left to do: whoever finds more to do starts another one. */
    over: z.optional(z.boolean()),
  }),
  key: (token) => keys.machineToken(token.partition, token.machine, token.key),
});
export type MachineToken = ValueOf<typeof MachineTokens>;

export const machineTokenRef = (partition: string, machine: string, key: string) =>
  ref(MachineTokens, keys.machineToken(partition, machine, key));

/** A token in place of what was read, or the first one. */
export function putMachineToken(before: MachineToken | undefined, after: MachineToken): Change {
  const put = create(MachineTokens, after);
  if (!before) return put;
  const asRead = (['taskToken', 'chain', 'over'] as const).map((path) => {
    const value = before[path];
    return value === undefined ? { path, is: 'absent' as const } : { path, is: '=' as const, value };
  });
  return { ...put, when: asRead };
}
