import { type NoticeWishesItem, noticeWishesRef } from '#data/notice-wishes.ts';
import { userRef } from '#data/person.ts';
import { findAll } from '#data/read.ts';
import { type KindChoice, type NoticeWishes, USUAL_DIGEST } from '#domain/notice-plan.ts';

/** How somebody wants to be told things, and what they chose by kind. */
export interface Wishes {
  wishes: NoticeWishes;
  chosen: Readonly<Record<string, KindChoice>>;
}

/** Keys of one read of the table. */
const AT_ONCE = 100;

/** How so many people want to be told things. Where they are is read of those only who ever said anything. */
export async function findWishes(userIds: readonly string[]): Promise<(userId: string) => Wishes> {
  const found = new Map<string, Wishes>();
  for (let start = 0; start < userIds.length; start += AT_ONCE) {
    const [items] = await findAll(userIds.slice(start, start + AT_ONCE).map(noticeWishesRef));
    const said = items.filter((item) => item !== undefined);
    const [users] = await findAll(said.map(({ userId }) => userRef(userId)));
    for (const [index, item] of said.entries()) found.set(item.userId, wishesOf(item, users[index]?.timezone));
  }
  return (userId) => found.get(userId) ?? wishesOf(undefined, undefined);
}

/** What holds of what somebody said, or would by itself. */
export function wishesOf(item: NoticeWishesItem | undefined, timezone = 'UTC'): Wishes {
  const { kinds = {}, quietHours = null, digest = USUAL_DIGEST } = item ?? {};
  return { wishes: { timezone, quietHours, digest }, chosen: kinds };
}
