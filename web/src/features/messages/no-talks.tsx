import { useSide } from '@/features/offers/offer-words.tsx';
import { EmptyState } from '@/ui/feedback.tsx';

/** Where there are no talks yet: how one begins. */
export function NoTalks() {
  const side = useSide();
  return (
    <EmptyState icon="mail" title="No talks yet">
      {side === 'brand'
        ? 'Begin one with “Message” at an application, an offer, a contract or a piece of content.'
        : 'Begin one with “Message” at one of your applications, offers, contracts or pieces of content.'}
    </EmptyState>
  );
}
