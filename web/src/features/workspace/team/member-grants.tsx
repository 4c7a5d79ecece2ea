import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { getCampaign } from '#contract/areas/campaigns.ts';
import { GRANT_WORDS } from '#contract/permission-words.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog } from '@/ui/dialog.tsx';
import { Skeleton } from '@/ui/feedback.tsx';
import { countOf } from '@/ui/words.ts';
import type { Member } from '../workspace-frame.tsx';

/** What a member may do on single campaigns beside what their role gives; nothing for who has none. */
export function MemberGrants({ member: { name, grants } }: { member: Member }) {
  const [open, setOpen] = useState(false);
  if (grants.length === 0) return null;
  return (
    <span className="mt-1 -ml-3 block">
      <Button size="small" variant="ghost" aria-label={`More of ${name} on campaigns`} onClick={() => setOpen(true)}>
        More on {countOf(grants.length, 'campaign')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={`${name} on single campaigns`}>
        <ul className="divide-y divide-line text-left">
          {grants.map((one) => (
            <li key={one.campaignId} className="py-3 first:pt-0 last:pb-0">
              <p className="font-medium wrap-anywhere">
                <CampaignLink campaignId={one.campaignId} />
              </p>
              <p className="text-small text-soft">{one.grants.map((grant) => GRANT_WORDS[grant].name).join(', ')}</p>
            </li>
          ))}
        </ul>
      </Dialog>
    </span>
  );
}

function CampaignLink({ campaignId }: { campaignId: string }) {
  const campaign = useEndpoint(getCampaign, { params: { campaignId } });
  if (campaign.isPending) return <Skeleton className="w-40" />;
  return (
    <Link
      to="/campaigns/$campaignId"
      params={{ campaignId }}
      search={{ tab: 'access' }}
      className="underline decoration-line-strong underline-offset-4 hover:text-accent"
    >
      {campaign.data?.title ?? 'A campaign'}
    </Link>
  );
}
