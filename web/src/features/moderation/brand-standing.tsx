import { useState } from 'react';
import { getBrandStanding, verifyBrand } from '#contract/areas/moderation.ts';
import type { BrandState } from '#domain/brand-standing.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { Badge } from '@/ui/feedback.tsx';
import { Field, Textarea } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { FormDialog } from '@/ui/form-dialog.tsx';
import { Card, Facts } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';

/** The shortest words that somebody can make something of, characters. */
const LEAST = 3;

/** For moderators: what is known of a brand, and the way to say that it is who it says it is. */
export function BrandStanding({ brandId, workspaceId }: { brandId: string; workspaceId: string }) {
  const brand = useEndpoint(getBrandStanding, { params: { brandId }, query: { workspaceId } });
  const [asking, setAsking] = useState<BrandState>();
  return (
    <Loaded query={brand} title="The brand cannot be shown">
      {({ profile, state, decisions }) => (
        <Card
          title="The brand"
          actions={
            <Badge tone={state === 'verified' ? 'good' : 'attention'}>
              {state === 'verified' ? 'Verified' : 'Not verified'}
            </Badge>
          }
        >
          <div className="grid gap-4">
            <Facts
              items={[
                { name: 'Company', value: profile?.companyName ?? 'It has no profile yet.' },
                { name: 'Industry', value: profile?.industry ?? '—' },
                { name: 'Website', value: profile?.website ?? '—' },
                { name: 'Contact', value: profile ? `${profile.contactInfo.name}, ${profile.contactInfo.email}` : '—' },
              ]}
            />
            {decisions.length > 0 && (
              <ul className="grid gap-3">
                {decisions.map((one) => (
                  <li key={one.at} className="text-small wrap-anywhere">
                    <span className="text-faint">
                      {one.by.name} {one.state === 'verified' ? 'verified it' : 'took that back'}{' '}
                      <RelativeTime at={one.at} />.
                    </span>{' '}
                    {one.reason} <span className="text-soft">Note: {one.note}</span>
                  </li>
                ))}
              </ul>
            )}
            {profile && (
              <div>
                <Button size="small" onClick={() => setAsking(state === 'verified' ? 'unverified' : 'verified')}>
                  {state === 'verified' ? 'Take the verification back' : 'Verify the brand'}
                </Button>
              </div>
            )}
          </div>
          {asking && (
            <Verify brandId={brandId} workspaceId={workspaceId} state={asking} onClose={() => setAsking(undefined)} />
          )}
        </Card>
      )}
    </Loaded>
  );
}

function Verify(props: { brandId: string; workspaceId: string; state: BrandState; onClose: () => void }) {
  const { brandId, workspaceId, state } = props;
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const isShort = reason.trim().length < LEAST || note.trim().length < LEAST;
  const mutation = useEndpointMutation(verifyBrand, {
    onSuccess: () => {
      props.onClose();
      toast(state === 'verified' ? 'Verified; the brand is told' : 'Taken back; the brand is told');
    },
    invalidates: [getBrandStanding],
  });
  return (
    <FormDialog
      onClose={props.onClose}
      title={state === 'verified' ? 'Verify this brand?' : 'Take the verification back?'}
      submitLabel={state === 'verified' ? 'Verify' : 'Take back'}
      disabled={isShort}
      busy={mutation.isPending}
      onSubmit={(event) => {
        event.preventDefault();
        mutation.mutate({
          params: { brandId },
          body: { workspaceId, state, reason: reason.trim(), note: note.trim() },
        });
      }}
    >
      <p className="text-soft">
        {state === 'verified'
          ? 'It is who it says it is: its campaigns no longer wait for a moderator because nobody knows it.'
          : 'Its next campaign waits for a moderator again.'}
      </p>
      <Field label="Reason" hint="The brand reads it.">
        <Textarea rows={2} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Field label="Note" hint="How you found out; only people of Accord read it.">
        <Textarea rows={2} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <FormError error={mutation.error} />
    </FormDialog>
  );
}
