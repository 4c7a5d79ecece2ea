import type { EventData } from '#contract/events.ts';
import { update } from '#data/change.ts';
import { type CommitContext, commit } from '#data/commit.ts';
import { earningsStatementRef } from '#data/earnings-statement.ts';
import { influencerRef } from '#data/influencer.ts';
import { findTogether } from '#data/read.ts';
import { earningsPaper } from '#domain/earnings-paper.ts';
import { dateOf } from '../clock.ts';
import { readYearOfEarnings } from '../money/read-year-of-earnings.ts';
import { keepPaper } from './keep-paper.ts';

/** Prints the earnings of a year as the ledger says them now; a newer request prints them anew. */
export async function printEarnings(data: EventData<'EarningsStatementAsked'>, context: CommitContext): Promise<void> {
  const { influencerId, year } = data;
  const reference = earningsStatementRef(influencerId, year);
  const { asked, profile } = await findTogether({ asked: reference, profile: influencerRef(influencerId) });
  if (!asked || asked.pdf) return;
  const statement = await readYearOfEarnings(influencerId, year);
  const person = { name: profile?.displayName ?? influencerId, influencerId, asOfOn: asked.askedAt.slice(0, 10) };
  const kept = await keepPaper(
    earningsPaper(statement, person),
    dateOf(asked.askedAt),
    (sha256) => `statements/${influencerId}/${year}/${sha256}.pdf`,
  );
  const pdf = { ...kept, renderedAt: context.nowIso };
  await commit(context, {
    reads: { now: reference },
    decide: ({ now }) => {
      const answer = { status: 200, body: {} };
      if (now?.version !== asked.version || now.pdf) return { changes: [], answer };
      const once = [
        { path: 'version', is: '=', value: asked.version } as const,
        { path: 'pdf', is: 'absent' } as const,
      ];
      return { changes: [update(reference.key, { set: { pdf } }, once)], answer };
    },
  });
}
