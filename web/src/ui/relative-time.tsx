import { useEffect, useState, useSyncExternalStore } from 'react';
import { onServerTimeShift, serverNowMs } from '../api/server-time.ts';

const STEPS: readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** `3 hours ago`, `in 2 days`; under a minute `just now`. */
export function relativeTo(instantMs: number, nowMs: number, locale?: string): string {
  const seconds = (instantMs - nowMs) / 1000;
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
  if (!step) return 'just now';
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(seconds / step[1]), step[0]);
}

/** The distance of an instant from the server's now; the exact time is in the tooltip. */
export function RelativeTime({ at }: { at: string }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 30_000);
    return () => clearInterval(timer);
  }, []);
  const text = useSyncExternalStore(onServerTimeShift, () => relativeTo(Date.parse(at), serverNowMs()));
  return (
    <time
      dateTime={at}
      title={new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' }).format(new Date(at))}
    >
      {text}
    </time>
  );
}

/** A day (`2026-11-20`) for reading; days have no time zone and are never moved by one. */
export function formatDay(day: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
