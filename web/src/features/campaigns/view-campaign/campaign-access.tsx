import { useState } from 'react';
import type * as z from 'zod/mini';
import { type CampaignMember, listAccess, revokeGrants } from '#contract/areas/grants.ts';
import { GRANT_WORDS } from '#contract/permission-words.ts';
import { mayGrant } from '#contract/permissions.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { useMay, useUser } from '@/api/session.ts';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { ConfirmDialog, Dialog } from '@/ui/dialog.tsx';
import { Badge } from '@/ui/feedback.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { toast } from '@/ui/toast.tsx';
import { ROLE_NAMES } from '@/ui/words.ts';
import { GrantForm } from './grant-form.tsx';

type Holder = z.output<typeof CampaignMember>;
type Asking = { to: 'give' } | { to: 'change' | 'take'; holder: Holder };

/** Who may do more on a campaign than their role gives, and the way to give and take it. */
export function CampaignAccess({ campaignId }: { campaignId: string }) {
  const [asking, setAsking] = useState<Asking>();
  const mayManage = useMay('member:manage');
  const query = useEndpoint(listAccess, { params: { campaignId } });
  const holders = query.data?.items ?? [];
  const close = () => setAsking(undefined);
  return (
    <Card
      title="Who may do more here"
      lead="On this campaign alone. Everybody else may do here what their role says."
      actions={
        <div className="flex flex-wrap gap-2">
          <ButtonLink to="/workspace/roles" size="small">
            What roles may do
          </ButtonLink>
          {mayManage && (
            <Button size="small" variant="primary" icon="plus" onClick={() => setAsking({ to: 'give' })}>
              Give access
            </Button>
          )}
        </div>
      }
    >
      <Loaded query={query} rows={1}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-small text-faint">Nobody: members do here what their role says.</p>
          ) : (
            <ul className="divide-y divide-line">
              {items.map((holder) => (
                <Row
                  key={holder.userId}
                  holder={holder}
                  mayManage={mayManage}
                  onAsk={(to) => setAsking({ to, holder })}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      <Dialog
        open={asking?.to === 'give' || asking?.to === 'change'}
        onClose={close}
        title={asking?.to === 'change' ? `Access of ${asking.holder.name}` : 'Give access to this campaign'}
      >
        {asking && asking.to !== 'take' && (
          <GrantForm
            campaignId={campaignId}
            holders={holders}
            changed={asking.to === 'change' ? asking.holder : undefined}
            onDone={close}
          />
        )}
      </Dialog>
      {asking?.to === 'take' && <TakeAway campaignId={campaignId} holder={asking.holder} onClose={close} />}
    </Card>
  );
}

function Row(props: { holder: Holder; mayManage: boolean; onAsk: (to: 'change' | 'take') => void }) {
  const { holder, mayManage, onAsk } = props;
  const { role: giver } = useUser();
  const { name, email, role, grants } = holder;
  return (
    <li className="flex flex-wrap items-start justify-between gap-3 py-4 first:pt-0 last:pb-0">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-semibold">
          {name} <Badge>{ROLE_NAMES[role]}</Badge>
        </p>
        <p className="text-small text-soft break-all">{email}</p>
        <ul className="mt-2 grid gap-1 text-small">
          {grants.map((grant) => (
            <li key={grant}>
              <span className="font-medium">{GRANT_WORDS[grant].name}:</span>{' '}
              <span className="text-soft">{GRANT_WORDS[grant].duty.toLowerCase()}</span>
            </li>
          ))}
        </ul>
      </div>
      {mayManage && (
        <div className="flex flex-wrap gap-2">
          <Button size="small" icon="edit" aria-label={`Change access of ${name}`} onClick={() => onAsk('change')}>
            Change
          </Button>
          {grants.every((grant) => mayGrant(giver, grant)) && (
            <Button
              size="small"
              variant="danger"
              aria-label={`Take access of ${name} away`}
              onClick={() => onAsk('take')}
            >
              Take away
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

function TakeAway({ campaignId, holder, onClose }: { campaignId: string; holder: Holder; onClose: () => void }) {
  const workspaceId = useUser().workspaceId ?? '';
  const mutation = useEndpointMutation(revokeGrants, {
    onSuccess: () => {
      onClose();
      toast(`${holder.name} may do here what their role says`);
    },
    invalidates: [listAccess],
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Take away what ${holder.name} was given?`}
      confirmLabel="Take away"
      busy={mutation.isPending}
      onConfirm={() => mutation.mutate({ params: { workspaceId, userId: holder.userId, campaignId } })}
      error={<FormError error={mutation.error} />}
    >
      At once they may do on this campaign only what the role {ROLE_NAMES[holder.role]} gives. They are told by mail.
    </ConfirmDialog>
  );
}
