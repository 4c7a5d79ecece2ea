/** One stand-in with what its control API tells of itself. */
export interface ProviderView {
  name: string;
  origin: string;
  /** Undefined when the stand-in has no control API. */
  state?: unknown;
  /** The newest first, 50 at most. */
  calls: unknown[];
}

const shownCalls = 50;

/** Every stand-in, by its port. */
export function readProviders(ports: Record<string, number>): Promise<ProviderView[]> {
  return Promise.all(
    Object.entries(ports).map(async ([name, port]) => {
      const origin = `http://127.0.0.1:${port}`;
      const [state, listed] = await Promise.all([ask(`${origin}/_control/state`), ask(`${origin}/_control/calls`)]);
      const calls = (listed as { calls?: unknown[] } | undefined)?.calls ?? [];
      return {
        name,
        origin,
        ...(state === undefined ? {} : { state }),
        calls: calls.slice(-shownCalls).reverse(),
      };
    }),
  );
}

async function ask(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  if (!response?.ok) return undefined;
  return response.json().catch(() => undefined);
}
