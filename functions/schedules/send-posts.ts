import { setTableName } from '#data/client.ts';
import { listPostsDue } from '#data/post.ts';
import { eachAtOnce } from '#runtime/at-once.ts';
import { isoOf, nowMs } from '#runtime/clock.ts';
import { setting } from '#runtime/config.ts';
import { log } from '#runtime/log.ts';
import { sendPost } from '#runtime/send-post.ts';

setTableName(() => setting('TABLE_NAME'));

/** How many people are sent theirs at the same time: well below what the mail service takes in a second. */
const AT_ONCE = 10;

/** Sends what waited until now: what fell into somebody's quiet hours, and what they want once a day or a week. Answers how many people were sent something. */
export async function handler(): Promise<{ sent: number }> {
  const due = await listPostsDue(isoOf(nowMs()));
  let [sent, failed] = [0, 0];
  await eachAtOnce(due, AT_ONCE, async (post) => {
    try {
      if (await sendPost(post)) sent += 1;
    } catch (error) {
      failed += 1;
      log.failure('a post could not be sent', error, { userId: post.userId });
    }
  });
  if (due.length > 0) log.info('sent posts', { count: sent });
  if (failed > 0) throw new Error(`${failed} of ${due.length} posts could not be sent; the next run tries them again.`);
  return { sent };
}
