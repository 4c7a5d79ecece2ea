import { EmptyState } from '@/ui/feedback.tsx';
import { PageHeader } from '@/ui/layout.tsx';
import { NoTalks } from '../no-talks.tsx';
import { Inbox } from '../thread-list.tsx';

/** Every talk one takes part in; beside it, on wide screens, room for the one that is chosen. */
export function ListThreads() {
  return (
    <>
      <PageHeader
        title="Messages"
        lead="What you and the other side say to each other. It is kept with the campaign."
      />
      <div className="grid items-start gap-5 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <Inbox empty={<NoTalks />} />
        <div className="hidden lg:block">
          <EmptyState icon="mail" title="Choose a talk">
            It opens here, with everything that was said.
          </EmptyState>
        </div>
      </div>
    </>
  );
}
