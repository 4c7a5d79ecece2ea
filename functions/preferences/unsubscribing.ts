import type * as z from 'zod/mini';
import type { Unsubscribing } from '#contract/areas/preferences.ts';
import { Failure } from '#contract/failure.ts';
import { NOTICE_LINES } from '#contract/notice-channels.ts';
import { noticeWishesRef, unsubscribeLinkRef } from '#data/notice-wishes.ts';
import type { KindChoice } from '#domain/notice-plan.ts';
import { withoutMails } from '#domain/notice-wishes.ts';
import { sha256 } from '#runtime/hash.ts';

/** What the link of a mail names; throws Failure unsubscribe_link_not_found for one that cannot be any. */
export function namedBy(link: string) {
  const [userId = '', secret = '', ...rest] = link.split('.');
  if (!userId.startsWith('usr_') || !secret || rest.length > 0) throw new Failure('unsubscribe_link_not_found');
  return { link: unsubscribeLinkRef(userId, sha256(secret)), wishes: noticeWishesRef(userId) };
}

/** What a link is about, and whether that is off with these choices; of kinds that there are no more nothing is said. */
export function unsubscribingView(
  kinds: readonly string[],
  choices: Record<string, KindChoice>,
): z.input<typeof Unsubscribing> {
  const says = kinds.flatMap((kind) => NOTICE_LINES.get(kind)?.says ?? []);
  return { says, isOff: withoutMails(choices, kinds, NOTICE_LINES) === undefined };
}
