import { getCampaign, listCampaigns } from '#contract/areas/campaigns.ts';
import { getTimeline } from '#contract/areas/lifecycle.ts';
import { appealCampaign } from '#contract/areas/moderation.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { remember, useEndpointMutation } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { AskToAppeal } from '@/features/moderation/ask-to-appeal.tsx';
import { FindingList } from '@/features/moderation/finding-list.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { toast } from '@/ui/toast.tsx';
import type { CampaignView } from '../campaign-words.tsx';

type Moderation = NonNullable<CampaignView['moderation']>;

const TITLES: Record<Moderation['state'], string> = {
  passed: '',
  flagged: 'Its screening found something to look at',
  waits: 'A moderator of Accord looks at it before it is published',
  approved: '',
  refused: 'A moderator did not let it through',
  appealed: 'Another moderator looks at it, as you asked',
};

/** What screening and moderators have said of a campaign before it is published; nothing where there is nothing to know. */
export function CampaignModeration({ campaign }: { campaign: CampaignView }) {
  const { moderation } = campaign;
  const title = moderation ? TITLES[moderation.state] : '';
  if (!moderation || title === '') return null;
  const { state, findings, reason, isNewBrand, appealUntil } = moderation;
  const isWaiting = state === 'waits' || state === 'appealed';
  return (
    <div className="mb-5">
      <Notice tone="attention" title={title}>
        <div className="grid gap-3">
          {isWaiting && isNewBrand && (
            <p>
              It is the first campaign of a brand that we do not know yet. Once it is let through, later ones do not
              wait for that.
            </p>
          )}
          {state === 'refused' && reason && <p className="wrap-anywhere whitespace-pre-line">“{reason}”</p>}
          <FindingList findings={findings} showUnseen={false} />
          {isWaiting && (
            <p>You hear what they decide. If you edit it meanwhile, it is looked at anew when you publish it.</p>
          )}
          {state === 'refused' && <p>Change what they name, then publish it again.</p>}
          {appealUntil && <Appeal campaign={campaign} appealUntil={appealUntil} />}
        </div>
      </Notice>
    </div>
  );
}

function Appeal({ campaign: { campaignId }, appealUntil }: { campaign: CampaignView; appealUntil: string }) {
  const mayWrite = useMay('campaign:write', campaignId);
  const mutation = useEndpointMutation(appealCampaign, {
    onSuccess: (saved) => {
      remember(getCampaign, { params: { campaignId } }, saved);
      noteAndFollow(listCampaigns, campaignId, saved);
      toast('Another moderator looks at it');
    },
    invalidates: [getTimeline],
  });
  if (!mayWrite) return null;
  return (
    <AskToAppeal
      lead="Or have another moderator look at it, once"
      appealUntil={appealUntil}
      onSay={(text, sent) => mutation.mutate({ params: { campaignId }, body: { text } }, { onSuccess: sent })}
      busy={mutation.isPending}
      error={mutation.error}
    >
      They see your campaign, the decision and what you write. What they decide is final for this text.
    </AskToAppeal>
  );
}
