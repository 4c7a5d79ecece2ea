import type { ReactNode } from 'react';
import type { ApiError } from '../api/problem.ts';
import { Button } from './button.tsx';
import { ErrorPanel, SkeletonRows } from './feedback.tsx';

/** One thing that is read: grey bars while it loads, the error in its place, else what `children` makes of it. */
export function Loaded<T>(props: {
  query: { data: T | undefined; error: ApiError | null; isPending: boolean; refetch: () => unknown };
  title?: string;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  const { query } = props;
  if (query.data !== undefined) return props.children(query.data);
  if (query.isPending) return <SkeletonRows rows={props.rows ?? 3} />;
  return (
    <ErrorPanel
      error={query.error}
      onRetry={() => void query.refetch()}
      {...(props.title ? { title: props.title } : {})}
    />
  );
}

/** A list that is read page by page, with its empty state and the way to more. */
export function LoadedPages<T>(props: {
  query: {
    items: T[] | undefined;
    error: ApiError | null;
    isPending: boolean;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    refetch: () => unknown;
    fetchNextPage: () => unknown;
  };
  empty: ReactNode;
  rows?: number;
  children: (items: T[]) => ReactNode;
}) {
  const { query } = props;
  if (!query.items) {
    if (query.isPending) return <SkeletonRows rows={props.rows ?? 3} />;
    return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  }
  return (
    <>
      {query.items.length === 0 ? props.empty : props.children(query.items)}
      {query.hasNextPage && (
        <div className="mt-5 flex justify-center">
          <Button onClick={() => void query.fetchNextPage()} busy={query.isFetchingNextPage}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
