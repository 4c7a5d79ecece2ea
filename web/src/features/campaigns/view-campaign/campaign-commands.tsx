import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { getCampaign, listCampaigns } from '#contract/areas/campaigns.ts';
import { getBudget } from '#contract/areas/contracts.ts';
import {
  cancelCampaign,
  completeCampaign,
  duplicateCampaign,
  getCampaignCancellation,
  getTimeline,
  pauseCampaign,
  publishCampaign,
  resumeCampaign,
} from '#contract/areas/lifecycle.ts';
import { takes } from '#domain/lifecycle-table.ts';
import { isHeldBack } from '#domain/moderation.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { remember, useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { useTeam } from '@/features/approvals/use-team.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog } from '@/ui/dialog.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { Menu, type MenuItem } from '@/ui/menu.tsx';
import { toast } from '@/ui/toast.tsx';
import type { CampaignView } from '../campaign-words.tsx';
import { Cancellation } from './cancellation.tsx';
import { SaveTemplate } from './save-template.tsx';

type Command = 'publish' | 'ask' | 'pause' | 'resume' | 'complete' | 'cancel';

interface Words {
  endpoint:
    | typeof publishCampaign
    | typeof pauseCampaign
    | typeof resumeCampaign
    | typeof completeCampaign
    | typeof cancelCampaign;
  label: string;
  title: string;
  consequences: readonly string[];
  done: string;
  danger?: boolean;
}

const COMMANDS: Record<Command, Words> = {
  publish: {
    endpoint: publishCampaign,
    label: 'Publish',
    title: 'Publish this campaign?',
    consequences: [
      'Influencers whose profile fits see it at once and may apply.',
      'But for its budget it can no longer be edited: people rely on what they have read.',
      'It becomes active on its first day and ends after its last.',
    ],
    done: 'Published: influencers can apply now',
  },
  ask: {
    endpoint: publishCampaign,
    label: 'Ask to publish',
    title: 'Ask another member to publish this?',
    consequences: [
      'Your workspace has another member approve what is published; they are told at once.',
      'Once approved, influencers whose profile fits see it and may apply, and it can no longer be edited.',
      'Editing it before that ends the request: an approval is for exactly what was seen.',
    ],
    done: 'Asked: another member has to approve it',
  },
  pause: {
    endpoint: pauseCampaign,
    label: 'Pause',
    title: 'Pause this campaign?',
    consequences: [
      'Nobody new sees it or can apply, and no offers are made or accepted.',
      'Its own days stop: first and last day, the last day to apply and due days of deliverables will be later by as many days as it is paused.',
      'Contracts are agreed by two, so their clocks go on: due days, the time to answer content and to object before a payout, how long money may be held, and when offers expire.',
      'You can resume it at any time.',
    ],
    done: 'Paused',
  },
  resume: {
    endpoint: resumeCampaign,
    label: 'Resume',
    title: 'Resume this campaign?',
    consequences: [
      'It goes on where it was paused: influencers see it again and may apply.',
      'The days that lay ahead are later by as many days as it was paused.',
    ],
    done: 'Resumed',
  },
  complete: {
    endpoint: completeCampaign,
    label: 'Complete',
    title: 'Complete this campaign now?',
    consequences: [
      'No more applications, offers or contracts: applicants who wait are told that it has ended, and open offers are withdrawn.',
      'Content that is live is still paid for.',
      'Money held for contracts with nothing delivered goes back to you.',
    ],
    done: 'Completed',
  },
  cancel: {
    endpoint: cancelCampaign,
    label: 'Cancel campaign',
    title: 'Cancel this campaign?',
    consequences: [
      'It ends for everyone: influencers no longer see it, and nothing more can be agreed. Applicants who wait are told so, and open offers are withdrawn.',
      'It cannot be brought back, but you can duplicate it.',
    ],
    done: 'Cancelled',
    danger: true,
  },
};

/** The command that brings a campaign on; none while a draft waits for another member, or is held back by moderators. */
function mainCommand({ status, publishing, moderation }: CampaignView, takesTwo: boolean): Command | undefined {
  if (status === 'paused') return 'resume';
  if (status !== 'draft' || (moderation && isHeldBack(moderation))) return undefined;
  if (!takesTwo) return 'publish';
  return publishing?.state === 'asked' ? undefined : 'ask';
}

/** What else a campaign takes in its state; a draft is deleted rather than cancelled. */
function furtherCommands({ status }: CampaignView): Command[] {
  const others = ['pause', 'complete', 'cancel'] as const;
  return status === 'draft' ? [] : others.filter((command) => takes(status, command));
}

/** The one button that brings a campaign on, which asks first. */
export function MainCommand({ campaign, onDone }: { campaign: CampaignView; onDone?: () => void }) {
  const [isAsking, setAsking] = useState(false);
  const { policies } = useTeam();
  const main = mainCommand(campaign, policies?.publishNeedsSecondMember === true);
  if (!main) return null;
  return (
    <>
      <Button variant="primary" disabled={campaign.missing.length > 0} onClick={() => setAsking(true)}>
        {COMMANDS[main].label}
      </Button>
      {isAsking && (
        <CommandDialog
          campaign={campaign}
          command={main}
          onClose={() => setAsking(false)}
          {...(onDone ? { onDone } : {})}
        />
      )}
    </>
  );
}

/** What may be done with a campaign in its present state; each command says its consequences before it is given. */
export function CampaignCommands({ campaign }: { campaign: CampaignView }) {
  const [asking, setAsking] = useState<Command>();
  const [copying, setCopying] = useState<'draft' | 'template'>();
  // A copy is another campaign, so that what was granted on this one does not reach it.
  const mayDuplicate = useMay('campaign:write');
  const items: MenuItem[] = [
    ...(mayDuplicate
      ? [
          { label: 'Duplicate as draft', icon: 'plus' as const, onSelect: () => setCopying('draft') },
          { label: 'Save as template', onSelect: () => setCopying('template') },
        ]
      : []),
    ...furtherCommands(campaign).map((command) => ({
      label: COMMANDS[command].label,
      danger: COMMANDS[command].danger ?? false,
      onSelect: () => setAsking(command),
    })),
  ];
  return (
    <>
      <MainCommand campaign={campaign} />
      {items.length > 0 && <Menu trigger={<Button icon="more">More</Button>} items={items} />}
      {asking && <CommandDialog campaign={campaign} command={asking} onClose={() => setAsking(undefined)} />}
      {copying === 'draft' && <Duplicate campaign={campaign} onClose={() => setCopying(undefined)} />}
      {copying === 'template' && <SaveTemplate campaign={campaign} onClose={() => setCopying(undefined)} />}
    </>
  );
}

function CommandDialog(props: { campaign: CampaignView; command: Command; onClose: () => void; onDone?: () => void }) {
  const { campaign, command } = props;
  const { campaignId } = campaign;
  const words = COMMANDS[command];
  const isCancel = command === 'cancel';
  const preview = useEndpoint(getCampaignCancellation, { params: { campaignId } }, { enabled: isCancel });
  const mayNot = isCancel && preview.data?.may === false;
  const mutation = useEndpointMutation(words.endpoint as typeof publishCampaign, {
    onSuccess: (saved) => {
      remember(getCampaign, { params: { campaignId } }, saved);
      noteAndFollow(listCampaigns, campaignId, saved);
      props.onClose();
      props.onDone?.();
      toast(saved.moderation && isHeldBack(saved.moderation) ? 'It waits for a moderator of Accord first' : words.done);
    },
    invalidates: [listCampaigns, getTimeline, getBudget, getCampaignCancellation],
  });
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={mayNot ? 'This campaign cannot be cancelled' : words.title}
      footer={
        <>
          <Button onClick={props.onClose}>Back</Button>
          {!mayNot && (
            <Button
              variant={words.danger ? 'danger' : 'primary'}
              // What it comes to is read first.
              disabled={isCancel && !preview.data}
              busy={mutation.isPending}
              onClick={() => mutation.mutate({ params: { campaignId } })}
            >
              {words.label}
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-4">
        {!mayNot && (
          <ul className="grid list-disc gap-1.5 pl-5 text-soft">
            {words.consequences.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        {isCancel && <Loaded query={preview}>{(says) => <Cancellation says={says} />}</Loaded>}
        {command === 'publish' &&
          campaign.warnings.map((one) => (
            <Notice key={one.path} tone="attention">
              {one.message}
            </Notice>
          ))}
        {mutation.error?.code === 'campaign_not_ready' ? (
          <Notice tone="bad" title={mutation.error.message}>
            <ul className="list-disc pl-4">
              {mutation.error.issues.map((issue) => (
                <li key={`${issue.path} ${issue.message}`}>{issue.message}</li>
              ))}
            </ul>
          </Notice>
        ) : (
          <FormError error={mutation.error} />
        )}
      </div>
    </Dialog>
  );
}

/** Says what a copy has and what it has not, then makes it. */
function Duplicate({ campaign: { campaignId }, onClose }: { campaign: CampaignView; onClose: () => void }) {
  const navigate = useNavigate();
  const mutation = useEndpointMutation(duplicateCampaign, {
    onSuccess: async (copy) => {
      noteAndFollow(listCampaigns, copy.campaignId, copy);
      remember(getCampaign, { params: { campaignId: copy.campaignId } }, copy);
      onClose();
      await navigate({ to: '/campaigns/$campaignId', params: { campaignId: copy.campaignId } });
      toast('A new draft with the same contents');
    },
    invalidates: [listCampaigns],
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Duplicate this campaign?"
      footer={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button
            variant="primary"
            busy={mutation.isPending}
            onClick={() => mutation.mutate({ params: { campaignId } })}
          >
            Duplicate
          </Button>
        </>
      }
    >
      <div className="grid gap-4 text-soft">
        <p>
          A new draft of the same brand gets title, brief, deliverables with their prices, guidelines, terms, audience
          and budget.
        </p>
        <p>It gets no days, documents, applications, offers, contracts, messages, money or access of single members.</p>
        <FormError error={mutation.error} />
      </div>
    </Dialog>
  );
}
