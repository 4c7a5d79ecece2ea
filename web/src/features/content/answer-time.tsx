import { isUnseen, isWithModerators, UNANSWERED_DAYS } from '#domain/moderation.ts';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { countOf } from '@/ui/words.ts';
import type { ContentView } from './content-words.tsx';

/** Until when the brand has to answer a piece, what its silence comes to, and whether it has looked at it; nothing where no such time runs. */
export function AnswerTime({
  piece,
  side,
  reviewDays,
}: {
  piece: ContentView;
  side: 'brand' | 'influencer';
  reviewDays: number | undefined;
}) {
  const { status, moderation, submissionDate, seenAt } = piece;
  if (status !== 'pending' || (moderation && isWithModerators(moderation))) return null;
  const isForBrand = side === 'brand';
  const seen = seenAt && (
    <>
      {isForBrand ? 'Your team' : 'The brand'} looked at all of it <RelativeTime at={seenAt} />.
    </>
  );
  if (reviewDays === undefined) return seen && <p className="mt-3 text-small text-soft">{seen}</p>;
  const endsAt = new Date(Date.parse(moderation?.clearedAt ?? submissionDate) + reviewDays * 86_400_000).toISOString();
  return (
    <p className="mt-3 text-small text-soft">
      {seen} {isForBrand ? 'The time to answer ends' : 'The time that the brand has to answer ends'}{' '}
      <RelativeTime at={endsAt} />.{' '}
      {isUnseen(moderation ?? undefined, seenAt)
        ? `Without an answer ${isForBrand ? 'and unless your team has looked at all of it' : 'and unless the brand has looked at all of it'}, a moderator of Accord looks at its pictures and videos, within ${countOf(UNANSWERED_DAYS, 'day')}; it counts as approved once they let it through.`
        : 'Without an answer it counts as approved.'}
    </p>
  );
}
