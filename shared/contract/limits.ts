import type { RateClass } from './endpoint.ts';

/** Requests allowed per fixed window, per user (or per network address where no one is signed in). */
export const RATE_LIMITS: Record<RateClass, { limit: number; windowSeconds: number }> = {
  standard: { limit: 1000, windowSeconds: 3600 },
  search: { limit: 100, windowSeconds: 60 },
  payments: { limit: 10, windowSeconds: 60 },
  login: { limit: 5, windowSeconds: 900 },
  webhook: { limit: 6000, windowSeconds: 60 },
};

/** Largest request body the API takes, bytes. */
export const MAX_BODY_BYTES = 256 * 1024;
