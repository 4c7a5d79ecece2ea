import { Link, type LinkProps } from '@tanstack/react-router';
import { getThread } from '#contract/areas/messages.ts';
import type { Side } from '#domain/offer.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { useSide } from '@/features/offers/offer-words.tsx';
import { PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { NoTalks } from '../no-talks.tsx';
import { viewThreadRoute } from '../routes.ts';
import { Inbox } from '../thread-list.tsx';
import { aboutText, acrossFrom, type ThreadView } from '../thread-words.ts';
import { Talk } from './talk.tsx';

/** One talk; beside it, on wide screens, the others. */
export function ViewThread() {
  const { threadId } = viewThreadRoute.useParams();
  const side = useSide();
  const thread = useEndpoint(getThread, { params: { threadId } });
  const { data } = thread;
  return (
    <>
      <PageHeader
        title={data ? acrossFrom(side, data) : 'Messages'}
        lead={data && <AboutLink thread={data} side={side} />}
        back={{ label: 'Messages', to: '/messages' }}
      />
      <div className="grid items-start gap-5 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <div className="hidden lg:block">
          <Inbox empty={<NoTalks />} />
        </div>
        <Loaded query={thread} title="This talk cannot be shown">
          {(loaded) => <Talk key={loaded.threadId} thread={loaded} />}
        </Loaded>
      </div>
    </>
  );
}

/** What the talk is about, with the way there. */
function AboutLink({ thread, side }: { thread: ThreadView; side: Side }) {
  return (
    <Link {...linkOf(thread, side)} className="underline underline-offset-4 hover:text-ink">
      {aboutText(thread)}
    </Link>
  );
}

function linkOf({ campaignId, about }: ThreadView, side: Side): LinkProps {
  if (about.kind === 'offer') return { to: '/offers/$offerId', params: { offerId: about.id } };
  if (about.kind === 'contract') return { to: '/contracts/$contractId', params: { contractId: about.id } };
  if (side === 'influencer') return { to: about.kind === 'campaign' ? '/applications' : '/contracts' };
  const tab = about.kind === 'campaign' ? 'applications' : 'content';
  return { to: '/campaigns/$campaignId', params: { campaignId }, search: { tab } };
}
