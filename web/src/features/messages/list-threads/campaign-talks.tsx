import { NoTalks } from '../no-talks.tsx';
import { ThreadList } from '../thread-list.tsx';

/** The talks about one campaign and what is in it. */
export function CampaignTalks({ campaignId }: { campaignId: string }) {
  return <ThreadList campaignId={campaignId} empty={<NoTalks />} />;
}
