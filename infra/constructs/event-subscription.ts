import type { Construct } from 'constructs';
import { ACTIVITY_EVENTS } from '#contract/activities.ts';
import {
  DOSSIER_EVENTS,
  EVENTS,
  type EventType,
  LEAVING_EVENTS,
  PAPER_EVENTS,
  RELEASE_WAKING_EVENTS,
  RULED_EVENTS,
  SESSION_ENDING_EVENTS,
  TAKING_BACK_EVENTS,
  TURNING_EVENTS,
} from '#contract/events.ts';
import { PUSHED_EVENTS } from '#contract/live.ts';
import { NOTICED_EVENTS } from '#contract/notices.ts';
import { TOLD_EVENTS } from '#contract/webhook-events.ts';
import { busName } from './grant-statements.ts';
import { RuleFunction, type RuleFunctionProps } from './rule-function.ts';

/** Source of every event that the stream consumer publishes. */
export const EVENT_SOURCE = 'accord';

/** What the reactions to several events subscribe to: `on-event-<effect>`, by the list that says which events have that effect. */
const EVENTS_WITH: Readonly<Record<string, readonly EventType[]>> = {
  notify: NOTICED_EVENTS,
  'push-live': PUSHED_EVENTS,
  'note-activity': ACTIVITY_EVENTS,
  'leave-rooms': SESSION_ENDING_EVENTS,
  'leave-places': LEAVING_EVENTS,
  'take-back': TAKING_BACK_EVENTS,
  'wake-machines': TURNING_EVENTS,
  'make-dossier': DOSSIER_EVENTS,
  'print-paper': PAPER_EVENTS,
  'wake-release': RELEASE_WAKING_EVENTS,
  'deliver-webhooks': TOLD_EVENTS,
  'run-rules': RULED_EVENTS,
};

/** Of these reactions, the flag that the data of an event must carry: it would be nothing to them otherwise, and each call costs. */
const ONLY_WITH: Readonly<Record<string, string>> = {
  'on-notification-created-mail': 'mail',
  'on-notification-created-text': 'sms',
  'on-content-submitted-screen-media': 'isScreening',
};

/** One reaction: a rule for its events and the function that has one effect. */
export class EventSubscription extends RuleFunction {
  constructor(scope: Construct, props: RuleFunctionProps) {
    const flag = ONLY_WITH[props.file.file];
    super(scope, props, {
      eventBusName: busName(props.settings.stage),
      eventPattern: {
        ...{ source: [EVENT_SOURCE], 'detail-type': eventTypesOf(props.file.file) },
        ...(flag && { detail: { data: { [flag]: [true] } } }),
      },
    });
  }
}

/**
 * The events in a reaction's name: the longest that fits, `on-campaign-published-index-campaign` → CampaignPublished; for `on-event-<effect>` those that
 * have the effect. Fails when the name holds no known event or effect.
 */
export function eventTypesOf(
  file: string,
  eventTypes: readonly string[] = Object.keys(EVENTS),
  eventsWith: Readonly<Record<string, readonly string[]>> = EVENTS_WITH,
): readonly string[] {
  const fitting = eventTypes
    .filter((type) => file.startsWith(`on-${kebabCase(type)}-`))
    .sort((a, b) => b.length - a.length);
  const [longest] = fitting;
  if (longest) return [longest];
  const several = file.startsWith('on-event-') ? eventsWith[file.slice('on-event-'.length)] : undefined;
  if (several) return several;
  throw new Error(
    `functions/reactions/${file}.ts names no event of shared/contract/events.ts; call it on-<event>-<effect>.ts, or on-event-<effect>.ts and say in infra/constructs/event-subscription.ts which events have that effect.`,
  );
}

function kebabCase(pascal: string): string {
  return pascal.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();
}
