import type * as z from 'zod/mini';
import type { Rule } from '#contract/areas/rules.ts';
import { actionText } from '#domain/rules/actions.ts';
import { conditionText } from '#domain/rules/conditions.ts';
import { fieldsOf, RULE_EVENTS } from '#domain/rules/fields.ts';
import type { RuleAction, RuleContent } from '#domain/rules/rule.ts';
import type { RunStatus } from '#domain/rules/run.ts';
import { Badge, type Tone } from '@/ui/feedback.tsx';

export type RuleView = z.output<typeof Rule>;

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A name of the API as people read it. */
export const plain = (name: string) => name.replaceAll('_', ' ');

const STATUSES: Record<RunStatus, { name: string; tone: Tone }> = {
  not_met: { name: 'Conditions did not hold', tone: 'neutral' },
  stopped: { name: 'Held up', tone: 'bad' },
  running: { name: 'At work', tone: 'info' },
  waiting: { name: 'Waits', tone: 'info' },
  done: { name: 'Done', tone: 'good' },
  partly: { name: 'Partly done', tone: 'attention' },
  refused: { name: 'Nothing could be done', tone: 'bad' },
};

/** How a run went. */
export function RunBadge({ status }: { status: RunStatus }) {
  return <Badge tone={STATUSES[status].tone}>{STATUSES[status].name}</Badge>;
}

const GROUP_WORDS = { all: '', any: 'one of these: ', none: 'none of these: ' };

/** The conditions of a rule in words; what always holds is said so. */
export function conditionWords({ event, conditions }: Pick<RuleContent, 'event' | 'conditions'>): string {
  const fields = fieldsOf(event);
  const groups = conditions.groups
    .filter((group) => group.conditions.length > 0)
    .map(({ match, conditions: asked }) => {
      const texts = asked.map((one) => conditionText(fields.get(one.field), one));
      return `${GROUP_WORDS[match]}${texts.join(match === 'all' ? ' and ' : ', ')}`;
    });
  return groups.length === 0 ? 'Always' : capital(groups.join(conditions.match === 'all' ? '; and ' : '; or '));
}

/** What a rule says: when, if, then. */
export function RuleSentence({ rule }: { rule: RuleContent }) {
  return (
    <dl className="grid grid-cols-[3.5rem_1fr] gap-2 text-small">
      <dt className="font-semibold text-faint">When</dt>
      <dd className="min-w-0 wrap-anywhere">{capital(RULE_EVENTS[rule.event].says)}</dd>
      <dt className="font-semibold text-faint">If</dt>
      <dd className="min-w-0 wrap-anywhere">{conditionWords(rule)}</dd>
      <dt className="font-semibold text-faint">Then</dt>
      <dd className="min-w-0 wrap-anywhere">
        <ol className="grid gap-1">
          {rule.actions.map((action, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what is done has no name but its place
            <li key={index}>{capital(actionText(action))}</li>
          ))}
        </ol>
      </dd>
    </dl>
  );
}

export const ACTION_NAMES: Record<RuleAction['kind'], string> = {
  notify: 'Tell members',
  message: 'Write to the creator',
  task: 'Make a task',
  tag: 'Tag the campaign',
  invite: 'Invite the best fits',
  change_status: 'Change the status of the campaign',
  webhook: 'Call a webhook',
  wait: 'Wait, then ask again',
};
