import { type Issue, type Refused, refuse } from './decision.ts';
import { isQuietAt, type QuietHours } from './local-time.ts';
import { type ChannelLine, choiceFor, type KindChoice, LOCK_REASONS, type NoticeWishes } from './notice-plan.ts';

type Lines = ReadonlyMap<string, ChannelLine>;
export type Choices = Record<string, KindChoice>;

export interface AskedWishes {
  kinds: readonly ({ kind: string } & KindChoice)[];
  quietHours: QuietHours | null;
  digest: NoticeWishes['digest'];
}

/**
 * What somebody's choices are after they asked for these: only what differs from the table is kept, and what they were not shown stays. Refused with an
 * issue for each thing that cannot be had.
 */
export function decideWishes(
  asked: AskedWishes,
  { lines, shown, before }: { lines: Lines; shown: ReadonlySet<string>; before: Choices },
): { kinds: Choices; texts: boolean } | Refused<'validation_failed'> {
  const issues = [
    ...asked.kinds.flatMap((choice, index) => issuesOf(choice, index, lines, shown)),
    ...clockIssues(asked),
  ];
  const twice = asked.kinds.findIndex(({ kind }, index) => asked.kinds.findIndex((one) => one.kind === kind) < index);
  if (twice >= 0) issues.push({ path: `kinds.${twice}.kind`, message: 'is named before; name each kind once' });
  if (issues.length > 0) return refuse('validation_failed', undefined, issues.slice(0, 50));
  const kept = Object.entries(before).filter(([kind]) => !shown.has(kind));
  const chosen = asked.kinds.flatMap(({ kind, ...choice }): [string, KindChoice][] => {
    const difference = differenceOf(lines.get(kind), choice);
    return Object.keys(difference).length > 0 ? [[kind, difference]] : [];
  });
  return { kinds: Object.fromEntries([...kept, ...chosen]), texts: chosen.some(([, { sms }]) => sms) };
}

function issuesOf(
  { kind, app, mail, sms }: { kind: string } & KindChoice,
  index: number,
  lines: Lines,
  shown: ReadonlySet<string>,
) {
  const at = (field: string, message: string): Issue => ({ path: `kinds.${index}.${field}`, message });
  const line = shown.has(kind) ? lines.get(kind) : undefined;
  if (!line) return [at('kind', 'is no kind of notification that you get; GET /notifications/preferences lists them')];
  const issues: Issue[] = [];
  if (line.locked) {
    const why = LOCK_REASONS[line.locked];
    if (app === false) issues.push(at('app', `cannot be switched off: ${why}`));
    if (mail !== undefined && mail !== line.mail) issues.push(at('mail', `is always mailed at once: ${why}`));
  }
  if (sms && !line.sms) issues.push(at('sms', 'is never sent by SMS; leave it out'));
  return issues;
}

function clockIssues({ quietHours, digest }: AskedWishes): Issue[] {
  if (!quietHours) return [];
  if (quietHours.fromHour === quietHours.untilHour)
    return [
      { path: 'quietHours.untilHour', message: 'must be another hour than they begin; without quiet hours send null' },
    ];
  if (!isQuietAt(quietHours, digest.hour)) return [];
  return [{ path: 'digest.hour', message: 'lies in your quiet hours; choose an hour outside of them' }];
}

/** What of a choice is otherwise than by itself. */
function differenceOf(line: ChannelLine | undefined, choice: KindChoice): KindChoice {
  if (!line) return {};
  const usual = choiceFor(line, undefined);
  const { app = usual.app, mail = usual.mail, sms = usual.sms } = choice;
  return {
    ...(app === usual.app ? {} : { app }),
    ...(mail === usual.mail ? {} : { mail }),
    ...(sms === usual.sms ? {} : { sms }),
  };
}

/** The choices of somebody who wants no more mails of these kinds; undefined when there are none as it is. */
export function withoutMails(before: Choices, kinds: readonly string[], lines: Lines): Choices | undefined {
  const mailed = kinds.filter((kind) => {
    const line = lines.get(kind);
    return line && !line.locked && choiceFor(line, before[kind]).mail !== 'never';
  });
  if (mailed.length === 0) return undefined;
  const off = mailed.map((kind): [string, KindChoice] => [
    kind,
    differenceOf(lines.get(kind), { ...before[kind], mail: 'never' }),
  ]);
  const changed = Object.fromEntries(off);
  const all = Object.entries({ ...before, ...changed });
  return Object.fromEntries(all.filter(([, choice]) => Object.keys(choice).length > 0));
}
