import type { EventData, EventDraft } from '#contract/events.ts';
import { type Change, update } from '#data/change.ts';
import { partitions } from '#data/keys.ts';
import { type ChallengeItem, challengeRef } from '#data/second-factor.ts';

/** A challenge is answered once. */
export function challengeAnswered({ challengeHash }: ChallengeItem): Change {
  return {
    kind: 'delete',
    key: challengeRef(challengeHash).key,
    when: [{ path: 'pk', is: 'present' }],
    otherwise: 'challenge_expired',
  };
}

/** A recovery code took the place of a code of the app. */
export function recoveryCodeUsed(data: EventData<'RecoveryCodeUsed'>, nowMs: number): EventDraft {
  const { userId, sessionId } = data;
  return { type: 'RecoveryCodeUsed', aggregateId: sessionId, seq: nowMs, partition: partitions.user(userId), data };
}

/** A wrong code is counted on record, against the one that was sent; nothing when none was. */
export function wrongTextedCode({ challengeHash, texted }: ChallengeItem): Change[] {
  if (!texted) return [];
  const when = [{ path: 'texted.codeHash', is: '=' as const, value: texted.codeHash }];
  return [update(challengeRef(challengeHash).key, { add: { 'texted.wrongCodes': 1 } }, when, 'challenge_expired')];
}
