import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { readAgain } from './read-again.ts';

it('what a change found in the middle of its first read is read anew, and shows the change', async () => {
  const client = new QueryClient();
  const reads: ((tasks: string[]) => void)[] = [];
  const queryKey = ['tasks.list-tasks', {}];
  const shown = new QueryObserver(client, {
    queryKey,
    queryFn: () => new Promise<string[]>((resolve) => void reads.push(resolve)),
  });
  const stop = shown.subscribe(() => undefined);
  expect(reads).toHaveLength(1);
  const again = readAgain(client, { queryKey: ['tasks.list-tasks'] });
  // Asked before the task was there, answered after it.
  reads[0]?.([]);
  await expect.poll(() => reads.length).toBe(2);
  reads[1]?.(['call the printer']);
  await again;
  expect(shown.getCurrentResult().data).toEqual(['call the printer']);
  stop();
});

it('what was read before goes on being shown until it is read again, and nothing else is read', async () => {
  const client = new QueryClient();
  const read: string[] = [];
  const observe = (name: string) =>
    new QueryObserver(client, { queryKey: [name], queryFn: async () => read.push(name) }).subscribe(() => undefined);
  const stops = [observe('tasks'), observe('rules')];
  await expect.poll(() => client.isFetching()).toBe(0);
  await readAgain(client, { predicate: ({ queryKey }) => queryKey[0] === 'rules' });
  expect(read).toEqual(['tasks', 'rules', 'rules']);
  for (const stop of stops) stop();
});
