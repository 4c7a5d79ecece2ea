import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type * as z from 'zod/mini';
import { type Closing, closeWorkspace, getClosing } from '#contract/areas/workspaces.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { takePlace } from '@/api/place.ts';
import { Button } from '@/ui/button.tsx';
import { Dialog } from '@/ui/dialog.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Field, Input } from '@/ui/field.tsx';
import { errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { Money } from '@/ui/money-view.tsx';
import { toast } from '@/ui/toast.tsx';
import { countOf } from '@/ui/words.ts';
import type { Workspace } from '../workspace-frame.tsx';

type Blocker = z.output<typeof Closing>['blockers'][number];

/** The end of a workspace: what stands in its way and what it means are shown before anything can be typed. */
export function CloseWorkspace({ workspace }: { workspace: Workspace }) {
  const [asking, setAsking] = useState(false);
  return (
    <Card title="Close this workspace" lead="For good, for everybody in it.">
      <Button variant="danger" onClick={() => setAsking(true)}>
        See what closing means
      </Button>
      <Dialog open={asking} onClose={() => setAsking(false)} title={`Close ${workspace.name}`}>
        <Consequences workspace={workspace} onCancel={() => setAsking(false)} />
      </Dialog>
    </Card>
  );
}

function Consequences({ workspace, onCancel }: { workspace: Workspace; onCancel: () => void }) {
  const { workspaceId, members } = workspace;
  const closing = useEndpoint(getClosing, { params: { workspaceId } });
  return (
    <Loaded query={closing} rows={2}>
      {({ blockers, draftCount }) => (
        <div className="grid gap-5">
          {blockers.length > 0 ? (
            <Notice tone="attention" title="First these have to end">
              <ul className="mt-1 grid gap-1">
                {blockers.map((blocker) => (
                  <li key={`${blocker.kind} ${blocker.id} ${blocker.amount?.currency}`}>{wordsOf(blocker)}</li>
                ))}
              </ul>
            </Notice>
          ) : (
            <ul className="grid list-disc gap-1.5 pl-5 text-soft">
              <li>Everybody in it ({countOf(members.length, 'member')}) loses access at once, you included.</li>
              {draftCount > 0 && <li>{countOf(draftCount, 'draft')} can never be opened again.</li>}
              <li>Open invitations are void, and connected applications stop working.</li>
              <li>Influencers keep their contracts, and everybody their invoices and receipts.</li>
              <li>It cannot be undone.</li>
            </ul>
          )}
          {blockers.length > 0 ? (
            <div className="flex justify-end">
              <Button onClick={onCancel}>Understood</Button>
            </div>
          ) : (
            <TypeTheName workspace={workspace} onCancel={onCancel} />
          )}
        </div>
      )}
    </Loaded>
  );
}

function wordsOf({ kind, id, title, amount }: Blocker) {
  if (kind === 'held_money')
    return (
      <>
        {amount && <Money value={amount} />} {title ? `on its way for ${title}` : 'held for contracts'}: release or
        refund it.
      </>
    );
  if (kind === 'open_offer') return <>An open offer to {title}: withdraw it.</>;
  if (id === null) return 'More campaigns than fit on this list: complete or cancel them.';
  return (
    <>
      The campaign{' '}
      <Link
        to="/campaigns/$campaignId"
        params={{ campaignId: id }}
        className="font-medium underline underline-offset-4"
      >
        {title}
      </Link>{' '}
      is running: complete or cancel it.
    </>
  );
}

function TypeTheName({ workspace, onCancel }: { workspace: Workspace; onCancel: () => void }) {
  const { workspaceId, name } = workspace;
  const navigate = useNavigate();
  const form = useSchemaForm(closeWorkspace.body, { name: '' });
  const mutation = useEndpointMutation(closeWorkspace, {
    onSuccess: async (me) => {
      await navigate({ to: '/workspaces' });
      takePlace(me);
      toast(`${name} is closed`);
    },
  });
  const submit = form.handleSubmit(async (body) => {
    await mutation.mutateAsync({ params: { workspaceId }, body }).catch((error: unknown) => placeIssues(form, error));
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <Field label={`Type “${name}” to confirm`} error={errorAt(form, 'name')}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <FormError error={mutation.error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>Keep it</Button>
        <Button type="submit" variant="danger" busy={mutation.isPending}>
          Close for good
        </Button>
      </div>
    </form>
  );
}
