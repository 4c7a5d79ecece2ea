import type { QueryClient, QueryFilters } from '@tanstack/react-query';

/** Reads again what something has changed, as far as it is shown; resolves when that is read. A first read that is still under way is begun anew: its answer may be older than the change. */
export async function readAgain(client: QueryClient, filters: QueryFilters): Promise<void> {
  const { predicate = () => true } = filters;
  await client.cancelQueries({
    ...filters,
    predicate: (query) => query.state.data === undefined && predicate(query),
  });
  await client.invalidateQueries(filters);
}
