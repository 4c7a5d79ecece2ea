import { API_PREFIX } from '#contract/endpoint.ts';
import type { LogInProvider } from '#domain/identity.ts';

/** What the site is told at start by `/config.json`. */
export interface SiteConfig {
  apiBase: string;
  stripeJsUrl: string;
  stripePublishableKey: string;
  stage: string;
  /** The providers of social log-in that this deployment knows. */
  logInProviders: readonly LogInProvider[];
}

/** Reads `/config.json`; rejects with one sentence when it is missing, since nothing works without it. */
export async function loadConfig(): Promise<SiteConfig> {
  const response = await fetch('/config.json', { cache: 'no-cache' });
  if (!response.ok) throw new Error(`/config.json answered ${response.status}`);
  const config = (await response.json()) as Partial<SiteConfig>;
  return {
    apiBase: config.apiBase || API_PREFIX,
    stripeJsUrl: config.stripeJsUrl ?? '',
    stripePublishableKey: config.stripePublishableKey ?? '',
    stage: config.stage ?? '',
    logInProviders: config.logInProviders ?? [],
  };
}
