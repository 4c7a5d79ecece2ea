import { NOTICE_LINES } from '#contract/notice-channels.ts';
import { WEBHOOK_EVENTS } from '#contract/webhook-events.ts';
import { NOTICE_GROUP_NAMES, NOTICE_GROUPS, type NoticeGroup } from '#domain/notice-groups.ts';
import type { ChannelLine, MailTiming } from '#domain/notice-plan.ts';

const MAIL_WORDS: Record<MailTiming, string> = {
  now: 'e-mail at once',
  daily: 'e-mail once a day',
  weekly: 'e-mail once a week',
  never: 'e-mail for who asks for it',
};

/** Every kind of notification with its channels, straight from the table that the platform goes by. */
export function ChannelList() {
  return NOTICE_GROUP_NAMES.map((group) => (
    <details key={group} className="border-t border-line py-2 first-of-type:border-t-0">
      <summary className="min-h-8 font-medium text-ink">{NOTICE_GROUPS[group]}</summary>
      <dl className="mt-1 grid gap-2 pb-2">
        {linesOf(group).map(([kind, line]) => (
          <div key={kind} className="grid gap-x-4 sm:grid-cols-2">
            <dt>
              <span className="block text-ink">{line.says}</span>
              <code className="text-tiny break-all">{kind}</code>
            </dt>
            <dd>{channelsText(kind, line)}</dd>
          </div>
        ))}
      </dl>
    </details>
  ));
}

function linesOf(group: NoticeGroup): [string, ChannelLine][] {
  return [...NOTICE_LINES].filter(([, line]) => line.group === group);
}

function channelsText(kind: string, { mail, sms, locked, urgent }: ChannelLine): string {
  const [type] = kind.split('/');
  const webhooks = Object.entries(WEBHOOK_EVENTS).flatMap(([name, { from }]) => (from === type ? [name] : []));
  const ways = [
    'In the app',
    MAIL_WORDS[mail],
    ...(sms ? ['SMS for who asks for it'] : []),
    ...webhooks.map((name) => `webhook ${name}`),
  ];
  const notes = [...(locked ? ['cannot be switched off'] : []), ...(urgent ? ['comes in quiet hours too'] : [])];
  return `${ways.join(', ')}${notes.length > 0 ? `; ${notes.join(', ')}` : ''}.`;
}
