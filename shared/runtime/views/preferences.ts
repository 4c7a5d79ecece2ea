import type * as z from 'zod/mini';
import type { NotificationPreferences } from '#contract/areas/preferences.ts';
import { NOTICE_LINES, type NoticeKind } from '#contract/notice-channels.ts';
import type { NoticeWishesItem } from '#data/notice-wishes.ts';
import type { SecondFactorItem } from '#data/second-factor.ts';
import { NOTICE_GROUP_NAMES, NOTICE_GROUPS, type NoticeGroup } from '#domain/notice-groups.ts';
import { type ChannelLine, choiceFor, LOCK_REASONS } from '#domain/notice-plan.ts';
import type { Actor } from '../actor.ts';
import { isSmsOffered } from '../sms-offer.ts';
import { wishesOf } from '../wishes.ts';

/** What is told to a person as themselves and not as a member of a team. */
const EVERYBODY: readonly NoticeGroup[] = ['security', 'team'];

/** What creators are told as themselves besides: of files that they upload. */
const UPLOADERS: readonly string[] = ['UploadInspected/person' satisfies NoticeKind];

/** The kinds that somebody may ever be told, as whom they are signed in. */
export function kindsShownTo(actor: Actor): Map<string, ChannelLine> {
  const [isMember, isCreator] = [actor.kind === 'member', actor.kind === 'influencer'];
  const fits = (kind: string, { group }: ChannelLine): boolean => {
    if (kind.endsWith('/person'))
      return isMember || EVERYBODY.includes(group) || (isCreator && UPLOADERS.includes(kind));
    if (kind.endsWith('/staff')) return actor.kind === 'staff';
    return kind.endsWith(isMember ? '/brand' : '/influencer') && (isMember || isCreator);
  };
  return new Map([...NOTICE_LINES].filter(([kind, line]) => fits(kind, line)));
}

/** How somebody wants to be told what, as the API shows it. */
export function preferencesView(
  actor: Actor,
  item: NoticeWishesItem | undefined,
  { timezone, factor }: { timezone: string; factor: SecondFactorItem | undefined },
): z.input<typeof NotificationPreferences> {
  const { wishes, chosen } = wishesOf(item, timezone);
  const shown = [...kindsShownTo(actor)];
  const groups = NOTICE_GROUP_NAMES.map((group) => ({
    ...{ group, title: NOTICE_GROUPS[group] },
    kinds: shown
      .filter(([, line]) => line.group === group)
      .map(([kind, line]) => {
        const { app, mail, sms } = choiceFor(line, chosen[kind]);
        const locked = line.locked ? LOCK_REASONS[line.locked] : null;
        return { kind, says: line.says, app, mail, sms: line.sms ? sms : null, locked, urgent: line.urgent ?? false };
      }),
  }));
  return {
    groups: groups.filter(({ kinds }) => kinds.length > 0),
    ...{ quietHours: wishes.quietHours, digest: wishes.digest, timezone },
    sms: { isOffered: isSmsOffered(), endsIn: factor?.phone?.endsIn ?? null },
    version: item?.version ?? 0,
  };
}
