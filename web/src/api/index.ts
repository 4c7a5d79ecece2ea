import { QueryClient } from '@tanstack/react-query';
import { concealBegun } from './begun-uploads.ts';
import { type ApiClient, createClient } from './client.ts';
import type { SiteConfig } from './config.ts';
import { forgetOwnWrites } from './own-writes.ts';
import { ApiError } from './problem.ts';
import { noteServerDate } from './server-time.ts';
import { session } from './session.ts';
import { askForStepUp, settleStepUp } from './step-up.ts';

/** Loaded beside the entry, not in it: with it comes the validation library, which only forms need. */
const authArea = () => import('#contract/areas/auth.ts');

let client: ApiClient | undefined;
let siteConfig: SiteConfig | undefined;

/** Other tabs of this browser share the cookie, so they share the end of the session as well. */
const tabs = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('accord-session');

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) =>
        failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 502),
      retryDelay: (failures) => Math.min(4_000, 400 * 2 ** failures) * (0.5 + Math.random() / 2),
    },
    mutations: { retry: false },
  },
});

export const api: ApiClient = {
  call: (endpoint, input, options) => {
    if (!client) throw new Error('the API client is used before startApi()');
    return client.call(endpoint, input, options);
  },
};

/** What `/config.json` said. */
export function config(): SiteConfig {
  if (!siteConfig) throw new Error('the configuration is read before startApi()');
  return siteConfig;
}

let refreshing: Promise<boolean> | undefined;

/** Waits before the exchange is tried again when the server did not really answer, ms. */
const EXCHANGE_RETRY_MS = [400, 1_200];

async function exchangeCookie(attempt = 0): Promise<boolean> {
  try {
    const { refreshSession } = await authArea();
    session.begin(await api.call(refreshSession, {}));
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return false;
    // Without an answer nothing is known about the session: a moment's outage must not look like a log-out.
    const waitMs = EXCHANGE_RETRY_MS[attempt];
    const passing = error instanceof ApiError && (error.status === 0 || error.status >= 500);
    if (!passing || waitMs === undefined) throw error;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    return exchangeCookie(attempt + 1);
  }
}

/** One exchange at a time, over all tabs: the cookie rotates, and two tabs sending the same one would look like theft. */
export function refresh(): Promise<boolean> {
  refreshing ??= (
    navigator.locks ? navigator.locks.request('accord-refresh', () => exchangeCookie()) : exchangeCookie()
  ).finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

function forgetEverything(ended: boolean): void {
  session.end(ended);
  settleStepUp(false);
  queryClient.clear();
  forgetOwnWrites();
}

/** Begins to load what `startApi` will need, while the configuration is still under way. */
export function prepareApi(): void {
  void authArea().catch(() => undefined);
}

/** Builds the client and resumes a session that the cookie still carries; silent when there is none. */
export async function startApi(siteSettings: SiteConfig): Promise<void> {
  siteConfig = siteSettings;
  client = createClient({
    baseUrl: siteSettings.apiBase.replace(/\/$/, ''),
    fetch: (url, init) => fetch(url, init),
    token: session.token,
    refresh,
    stepUp: askForStepUp,
    onSessionEnded: () => {
      if (session.state().status === 'signed-in') forgetEverything(true);
    },
    onNotAllowed: () => void import('./place.ts').then(({ askPlace }) => askPlace()),
    onServerDate: noteServerDate,
    newId: () => crypto.randomUUID(),
  });
  tabs?.addEventListener('message', () => forgetEverything(false));
  await refresh().catch(() => false);
}

/** Ends the session here, on the server and in the other tabs. The page forgets it even when the server cannot be told. */
export async function leave(): Promise<void> {
  try {
    const { logOut } = await authArea();
    // What is still being read would come back refused.
    await queryClient.cancelQueries();
    await api.call(logOut, {});
  } finally {
    forgetEverything(false);
    concealBegun();
    tabs?.postMessage('signed-out');
  }
}
