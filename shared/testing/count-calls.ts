import type { TableAccess } from '#data/client.ts';

/** What some work gives, and the calls of the table that it makes, in order, e.g. `BatchGetCommand`. */
export async function callsOf<T>(
  { document }: TableAccess,
  work: () => Promise<T>,
): Promise<{ done: T; calls: string[] }> {
  const calls: string[] = [];
  const plain = document.send;
  const send = plain.bind(document) as (command: object, ...rest: unknown[]) => Promise<unknown>;
  document.send = ((command: object, ...rest: unknown[]) => {
    calls.push(command.constructor.name);
    return send(command, ...rest);
  }) as typeof document.send;
  try {
    return { done: await work(), calls };
  } finally {
    document.send = plain;
  }
}
