import type { Issue } from '../decision.ts';
import { isAboutCreator, type RuleEventType } from './fields.ts';
import { ACTION_PERMISSIONS, fillText, MOST_ACTIONS, type RuleAction } from './rule.ts';

const COMMAND_WORDS = { pause: 'pause the campaign', resume: 'resume the campaign', complete: 'complete the campaign' };

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

const tagsText = (tags: readonly string[]) =>
  `the ${tags.length === 1 ? 'tag' : 'tags'} ${tags.map((tag) => `“${tag}”`).join(', ')}`;

/** What an action does, as a sentence without its subject. */
export function actionText(action: RuleAction, campaign?: { title: string }): string {
  switch (action.kind) {
    case 'notify':
      return `tell every ${action.roles.join(' and ')}: “${fillText(action.text, campaign)}”`;
    case 'message':
      return `write to the creator: “${fillText(action.text, campaign)}”`;
    case 'invite':
      return `invite the ${action.count === 1 ? 'creator who fits' : `${action.count} creators who fit`} best`;
    case 'change_status':
      return COMMAND_WORDS[action.command];
    case 'tag':
      return [
        action.add.length > 0 ? `add ${tagsText(action.add)}` : '',
        action.remove.length > 0 ? `remove ${tagsText(action.remove)}` : '',
      ]
        .filter(Boolean)
        .join(' and ');
    case 'task':
      return `make the task “${fillText(action.title, campaign)}”${action.dueInDays === null ? '' : `, due in ${counted(action.dueInDays, 'day')}`}`;
    case 'webhook':
      return 'call a webhook';
    case 'wait':
      return `wait ${action.hours % 24 === 0 ? counted(action.hours / 24, 'day') : counted(action.hours, 'hour')} and ask again`;
  }
}

/** What is wrong with the actions of a rule for an event, each with its path. */
export function issuesOfActions(event: RuleEventType, actions: readonly RuleAction[]): Issue[] {
  if (actions.length === 0) return [{ path: 'actions', message: 'must say at least one thing to do' }];
  if (actions.length > MOST_ACTIONS)
    return [{ path: 'actions', message: `may hold up to ${MOST_ACTIONS} things to do, not ${actions.length}` }];
  return actions.flatMap((action, index): Issue[] => {
    const path = `actions.${index}`;
    if (action.kind === 'message' && !isAboutCreator(event))
      return [{ path: `${path}.kind`, message: 'cannot be done, because this event is not about one creator' }];
    if (action.kind === 'tag') {
      if (action.add.length + action.remove.length === 0)
        return [{ path, message: 'must add or remove at least one tag' }];
      const both = action.add.find((tag) => action.remove.includes(tag));
      return both === undefined ? [] : [{ path, message: `must not both add and remove “${both}”` }];
    }
    if (action.kind === 'wait' && index === actions.length - 1)
      return [{ path: `${path}.kind`, message: 'must be followed by something to do' }];
    return [];
  });
}

/** The actions of a rule that somebody may not do themselves, each with its path. */
export function forbiddenActions(
  actions: readonly RuleAction[],
  may: (permission: NonNullable<(typeof ACTION_PERMISSIONS)[RuleAction['kind']]>) => boolean,
): Issue[] {
  return actions.flatMap((action, index) => {
    const permission = ACTION_PERMISSIONS[action.kind];
    if (permission === undefined || may(permission)) return [];
    return [{ path: `actions.${index}.kind`, message: `takes the permission ${permission}, which you do not hold` }];
  });
}
