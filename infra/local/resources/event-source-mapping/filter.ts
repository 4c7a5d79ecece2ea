import { assertPattern, type EventPattern, matchesPattern } from '../event-pattern.ts';

/** Whether a record passes the mapping's filters: one has to match; without filters all pass. */
export type RecordFilter = (record: unknown) => boolean;

/** Compiles FilterCriteria; throws for a pattern that Lambda would refuse. */
export function compileFilter(criteria: { Filters?: { Pattern: string }[] } | undefined, where: string): RecordFilter {
  const patterns = (criteria?.Filters ?? []).map(({ Pattern }): EventPattern => {
    const pattern: unknown = JSON.parse(Pattern);
    assertPattern(pattern, where);
    return pattern;
  });
  if (patterns.length === 0) return () => true;
  return (record) => patterns.some((pattern) => matchesPattern(pattern, record));
}
