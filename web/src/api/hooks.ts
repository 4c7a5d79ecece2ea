import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { InputOf, OutputOf } from './client.ts';
import { api, queryClient } from './index.ts';
import { withOwnWrites } from './own-writes.ts';
import { ApiError } from './problem.ts';
import { readAgain } from './read-again.ts';
import type { Endpoint, ItemOf, Page } from './types.ts';

/** The cache key of a call: endpoint id and input. `[endpoint.id]` alone names every call of that endpoint. */
export function queryKey<E extends Endpoint>(endpoint: E, input?: InputOf<E>): readonly unknown[] {
  return input === undefined ? [endpoint.id] : [endpoint.id, input];
}

/** Reads one thing; with `everyMs` again and again while that gives a number, for what someone waits for. */
export function useEndpoint<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  options: { enabled?: boolean; everyMs?: (output: OutputOf<E> | undefined) => number | false } = {},
) {
  const { everyMs } = options;
  return useQuery<OutputOf<E>, ApiError>({
    queryKey: queryKey(endpoint, input),
    queryFn: ({ signal }) => api.call(endpoint, input, { signal }),
    enabled: options.enabled ?? true,
    ...(everyMs ? { refetchInterval: (query) => everyMs(query.state.data) } : {}),
  });
}

/**
 * Reads a list page by page; `items` holds all pages read so far, with what this tab has just written. `belongs` is the filter of the list.
 * With `keepPrevious` the list before stays, as placeholder, while another is read.
 */
export function useEndpointPages<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  own: { keyOf: (item: ItemOf<OutputOf<E>>) => string; belongs?: (item: ItemOf<OutputOf<E>>) => boolean },
  options: { enabled?: boolean; keepPrevious?: boolean } = {},
) {
  type One = ItemOf<OutputOf<E>>;
  const result = useInfiniteQuery<Page<One>, ApiError, { pages: Page<One>[] }, readonly unknown[], string | undefined>({
    queryKey: [...queryKey(endpoint, input), 'pages'],
    queryFn: async ({ signal, pageParam }) => {
      const { query } = input as { query?: Record<string, unknown> };
      const paged = { ...(input as object), query: { ...query, cursor: pageParam } } as InputOf<E>;
      return (await api.call(endpoint, paged, { signal })) as unknown as Page<One>;
    },
    enabled: options.enabled ?? true,
    initialPageParam: undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
  const items = result.data?.pages.flatMap((page) => page.items);
  return { ...result, items: items && withOwnWrites(endpoint, items as (One & object)[], own.keyOf, own.belongs) };
}

/**
 * Changes something. A second press after an unknown outcome repeats the same Idempotency-Key as long as the input is the same, so that it
 * can only ever happen once; a definite answer or another input begins a new attempt.
 */
export function useEndpointMutation<E extends Endpoint>(
  endpoint: E,
  options: {
    onSuccess?: (output: OutputOf<E>, input: InputOf<E>) => void | Promise<void>;
    invalidates?: readonly Endpoint[];
  } = {},
) {
  const attempt = useRef<{ key: string; input: string } | undefined>(undefined);
  return useMutation<OutputOf<E>, ApiError, InputOf<E>>({
    mutationFn: async (input) => {
      const text = JSON.stringify(input);
      if (attempt.current?.input !== text) attempt.current = { key: crypto.randomUUID(), input: text };
      try {
        const output = await api.call(endpoint, input, { idempotencyKey: attempt.current.key });
        attempt.current = undefined;
        return output;
      } catch (error) {
        if (error instanceof ApiError && error.status >= 400 && error.status < 500) attempt.current = undefined;
        throw error;
      }
    },
    onSuccess: async (output, input) => {
      await options.onSuccess?.(output, input);
      await Promise.all((options.invalidates ?? []).map((one) => readAgain(queryClient, { queryKey: [one.id] })));
    },
  });
}

/** Puts what a mutation answered where the reading hook will find it. */
export function remember<E extends Endpoint>(endpoint: E, input: InputOf<E>, output: OutputOf<E>): void {
  queryClient.setQueryData(queryKey(endpoint, input), output);
}
