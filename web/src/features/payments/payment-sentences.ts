import { RELEASE_REASONS, type ReleaseReason } from '#domain/release.ts';
import type { FieldIssue } from '@/api/problem.ts';

/** What holds money back, in the words of the person who waits for it. */
export const REASON_WORDS: Record<ReleaseReason, string> = {
  content_not_approved: 'Not every piece of content is approved yet.',
  content_not_live: 'Not every piece of content is live yet.',
  dispute_open: 'The bank disputes the payment.',
  payment_under_review: 'The card network reported the payment as possible fraud; it is looked at for some days.',
  account_not_payable: 'The creator’s payout account is not ready to receive money.',
  silence_window_open: 'The newest piece has not been live for the agreed time to object yet.',
  second_person_missing: 'A second person of your team has to approve a payout of this size.',
};

/** The reasons a refused release names, in the order of a deal; other issues keep their own sentence. */
export function reasonsOf(issues: readonly FieldIssue[]): { code: string; text: string }[] {
  const known = RELEASE_REASONS.filter((code) => issues.some((issue) => issue.path === code || issue.message === code));
  const named = known.map((code) => ({ code: code as string, text: REASON_WORDS[code] }));
  const other = issues
    .filter((issue) => !RELEASE_REASONS.some((code) => issue.path === code || issue.message === code))
    .map((issue) => ({ code: issue.path || issue.message, text: issue.message }));
  return [...named, ...other];
}
