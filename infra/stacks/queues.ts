interface QueueSettings {
  /** The function that is fed. */
  consumer: `queues.${string}`;
  batchSize: number;
  /** Of the function. */
  timeoutSeconds: number;
  /** Batches at once; as many as Lambda likes when not given. */
  maxConcurrency?: number;
}

/** Queues between functions, by name; a name that ends in .fifo keeps the order of each group. */
export const QUEUES = {
  'invoice-numbers.fifo': { consumer: 'queues.number-invoice', batchSize: 10, timeoutSeconds: 30 },
  // Rekognition tells one after the other.
  'film-results': { consumer: 'queues.take-film-result', batchSize: 5, timeoutSeconds: 60 },
  // A few at once: the limits of the platforms are what counts.
  'metric-pulls': { consumer: 'queues.pull-metrics', batchSize: 1, timeoutSeconds: 120, maxConcurrency: 4 },
  // Each attempt may take its receiver ten seconds, and those of a batch are made side by side.
  'webhook-deliveries': { consumer: 'queues.send-webhook', batchSize: 10, timeoutSeconds: 45, maxConcurrency: 10 },
} as const satisfies Record<string, QueueSettings>;

/** How a queue feeds its function. */
export const settingsOfQueue = (name: QueueName): QueueSettings => QUEUES[name];

export type QueueName = keyof typeof QUEUES;

/** The queue that feeds a function of functions/queues; throws when there is none. */
export function queueOf(consumer: string): QueueName {
  const found = (Object.keys(QUEUES) as QueueName[]).find((name) => QUEUES[name].consumer === consumer);
  if (!found) throw new Error(`No queue feeds the function ${consumer}; add one in infra/stacks/queues.ts.`);
  return found;
}
