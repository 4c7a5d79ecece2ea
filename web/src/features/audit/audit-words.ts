import type * as z from 'zod/mini';
import type { AuditEntry } from '#contract/areas/audit.ts';
import type { AuditKind } from '#domain/audit.ts';
import { formatDay } from '../../ui/relative-time.tsx';

export type Entry = z.output<typeof AuditEntry>;

export const KIND_NAMES: Record<AuditKind, string> = {
  session: 'Log-ins and sessions',
  security: 'Password and second factor',
  account: 'Account',
  consent: 'Privacy and consents',
  workspace: 'Workspace and brands',
  member: 'Members and invitations',
  approval: 'Approvals by a second person',
  key: 'API keys',
  webhook: 'Webhooks',
};

const NOBODY: Record<Entry['actorKind'], string> = {
  member: 'A member',
  influencer: 'An influencer',
  staff: 'Accord support',
  guest: 'Somebody without a workspace',
  anonymous: 'Somebody not logged in',
  system: 'Accord',
  key: 'An API key',
  rule: 'A rule of the workspace',
};

/** Names by user id. */
export type Names = ReadonlyMap<string, string>;

/** Who did it, for people. */
export function actorName({ userId, actorKind }: Pick<Entry, 'userId' | 'actorKind'>, names: Names): string {
  if (userId === null) return NOBODY[actorKind];
  return names.get(userId) ?? (actorKind === 'member' ? 'A former member' : NOBODY[actorKind]);
}

/** Whom it concerns, where that is somebody else. */
export function affectedName({ affectedUserId }: Pick<Entry, 'affectedUserId'>, names: Names): string | undefined {
  return affectedUserId === null ? undefined : (names.get(affectedUserId) ?? 'A former member');
}

/** `policies.publishNeedsSecondMember` → `Policies: publish needs second member`. */
export function fieldName(field: string): string {
  const words = field
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .replaceAll('.', ': ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** An old or new value; a day is written as one. */
export function valueText(value: string | null | undefined): string {
  if (value === undefined) return 'not kept';
  if (value === null || value === '') return '–';
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDay(value) : value;
}

/** Old → new in one line, or how many fields it was. */
export function changeSummary(changes: Entry['changes']): string | undefined {
  const [first] = changes;
  if (!first) return undefined;
  if (changes.length > 1) return `${changes.length} fields: ${changes.map(({ field }) => fieldName(field)).join(', ')}`;
  if (first.from === undefined && first.to === undefined) return undefined;
  return `${fieldName(first.field)}: ${valueText(first.from)} → ${valueText(first.to)}`;
}

/** What is chosen in the filters of a log; days are the visitor's own. */
export interface Filters {
  kind: AuditKind | '';
  userId: string;
  fromDay: string;
  untilDay: string;
}

export const NO_FILTERS: Filters = { kind: '', userId: '', fromDay: '', untilDay: '' };

/** The filters as the API takes them: from the beginning of the first day until the end of the last one. */
export function queryOf({ kind, userId, fromDay, untilDay }: Filters) {
  return {
    ...(kind ? { kind } : {}),
    ...(userId ? { userId } : {}),
    ...(fromDay ? { from: startOf(fromDay, 0) } : {}),
    ...(untilDay ? { until: startOf(untilDay, 1) } : {}),
  };
}

function startOf(day: string, daysLater: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}
