import type { Tone } from '@/ui/feedback.tsx';
import type { SocialResult } from './social-result.ts';

/** How a visit at a provider ended that proved nothing. */
export const FAILED_VISITS: Record<Exclude<SocialResult, 'proved'>, { title: string; text: string; tone: Tone }> = {
  cancelled: { title: 'You turned back', text: 'Nothing was changed.', tone: 'attention' },
  expired: {
    title: 'That cannot be gone on with',
    text: 'It was begun too long ago or in another browser, or it was used already. Begin again.',
    tone: 'attention',
  },
  refused: {
    title: 'The answer was not accepted',
    text: 'What came back does not belong to what was begun here. Nothing was changed; begin again.',
    tone: 'bad',
  },
  unavailable: {
    title: 'The provider did not answer',
    text: 'Nothing was changed. Try again in a few minutes.',
    tone: 'attention',
  },
};
