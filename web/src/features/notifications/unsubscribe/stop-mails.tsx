import { useEffect, useState } from 'react';
import { lookUpUnsubscribing, stopMails } from '#contract/areas/preferences.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { explain } from '@/api/problem.ts';
import { OpenPage } from '@/features/legal/open-page.tsx';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { Notice, SkeletonRows } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card, usePageTitle } from '@/ui/layout.tsx';

/** Where the link of a mail leads: it says what would stop, and stops it when one wants that. Programs that only open links stop nothing. */
export function StopMails() {
  usePageTitle('Stop mails');
  // Behind the #, which browsers send to nobody: no log keeps it.
  const [link] = useState(() => window.location.hash.slice(1));
  const { mutate, data, error } = useEndpointMutation(lookUpUnsubscribing);
  const stop = useEndpointMutation(stopMails);
  useEffect(() => {
    if (link) mutate({ body: { link } });
  }, [link, mutate]);
  const now = stop.data ?? data;
  return (
    <OpenPage
      title="Stop mails"
      lead="What still comes in the app, and by SMS where you asked for that, stays as it is."
    >
      {now ? (
        <Card title={now.isOff ? 'These are not mailed to you any more' : 'You are mailed when'}>
          <ul className="mb-5 grid list-disc gap-1 pl-5 text-soft">
            {now.says.map((what) => (
              <li key={what}>{what}</li>
            ))}
          </ul>
          <FormError error={stop.error} />
          <div className="flex flex-wrap gap-3">
            {!now.isOff && (
              <Button variant="primary" busy={stop.isPending} onClick={() => stop.mutate({ params: { link } })}>
                Stop these mails
              </Button>
            )}
            <ButtonLink to="/account/notifications">Choose what comes how</ButtonLink>
          </div>
        </Card>
      ) : error || !link ? (
        <Notice tone="attention" title="There is nothing to stop">
          {error ? explain(error) : 'The part of the link behind the # is missing. Open the whole link once more.'}
        </Notice>
      ) : (
        <SkeletonRows rows={2} />
      )}
    </OpenPage>
  );
}
