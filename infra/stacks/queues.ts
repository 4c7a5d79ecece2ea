/** Queues between functions, by name; a name that ends in .fifo keeps the order of each group. `consumer` is the function that is fed. */
export const QUEUES = {
  'invoice-numbers.fifo': { consumer: 'queues.number-invoice', batchSize: 10 },
} as const;

export type QueueName = keyof typeof QUEUES;

/** The queue that feeds a function of functions/queues; throws when there is none. */
export function queueOf(consumer: string): QueueName {
  const found = (Object.keys(QUEUES) as QueueName[]).find((name) => QUEUES[name].consumer === consumer);
  if (!found) throw new Error(`No queue feeds the function ${consumer}; add one in infra/stacks/queues.ts.`);
  return found;
}
