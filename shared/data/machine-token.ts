import * as z from 'zod/mini';
import { defineEntity, ref } from './entity.ts';
import { keys } from './keys.ts';

/** The open task token of a state machine, by the business key of what it drives; the newest one counts. */
export const MachineTokens = defineEntity({
  name: 'machine_token',
  schema: z.object({
    partition: z.string(),
    machine: z.string(),
    key: z.string(),
    taskToken: z.string(),
    parkedAt: z.string(),
  }),
  key: (token) => keys.machineToken(token.partition, token.machine, token.key),
});

export const machineTokenRef = (partition: string, machine: string, key: string) =>
  ref(MachineTokens, keys.machineToken(partition, machine, key));
