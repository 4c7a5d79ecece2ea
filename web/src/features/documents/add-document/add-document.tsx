import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { listCampaigns } from '#contract/areas/campaigns.ts';
import { createDocument, listDocuments } from '#contract/areas/documents.ts';
import { MEMBER_ROLES } from '#domain/roles.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { UploadFiles } from '@/features/content/deliver-content/upload-files.tsx';
import { useSide } from '@/features/offers/offer-words.tsx';
import { Button } from '@/ui/button.tsx';
import { Field, Input, Select } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { toast } from '@/ui/toast.tsx';
import { type Readers, ReadersField, useOwnDeals } from '../readers-field.tsx';
import { addDocumentRoute } from '../routes.ts';

const NOBODY: Readers = { roles: [], userIds: [], dealIds: [] };

/** Adds a document: a file, what it is called, where it lies and who sees it. */
export function AddDocument() {
  const side = useSide();
  const navigate = useNavigate();
  const { campaign: startsIn } = addDocumentRoute.useSearch();
  const [campaignId, setCampaignId] = useState(startsIn);
  const [title, setTitle] = useState('');
  const [file, setFile] = useState({ busy: false, ready: [] as string[] });
  const [readers, setReaders] = useState<Readers>(
    side === 'brand' ? { ...NOBODY, roles: MEMBER_ROLES.filter((role) => role !== 'owner') } : NOBODY,
  );
  const mutation = useEndpointMutation(createDocument, {
    onSuccess: (added) => {
      noteAndFollow(listDocuments, added.documentId, added);
      toast('Document added');
      void navigate({ to: '/documents/$documentId', params: { documentId: added.documentId } });
    },
    invalidates: [listDocuments],
  });
  const [uploadId] = file.ready;
  const isWhole = uploadId !== undefined && !file.busy && title.trim() !== '';
  return (
    <>
      <PageHeader
        title="Add a document"
        back={{ label: 'Documents', to: '/documents', search: startsIn ? { campaign: startsIn } : {} }}
      />
      <Card>
        <form
          className="grid max-w-xl gap-5"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!isWhole) return;
            const { roles, ...others } = readers;
            const place = campaignId ? { campaignId } : {};
            mutation.mutate({
              body: { ...place, ...others, ...(side === 'brand' ? { roles } : {}), title: title.trim(), uploadId },
            });
          }}
        >
          <FolderField
            value={campaignId}
            isFixed={startsIn !== undefined}
            onChange={(next, dealIds) => {
              setCampaignId(next);
              setReaders({ ...readers, dealIds });
            }}
          />
          <UploadFiles purpose="document" campaignId={side === 'brand' ? campaignId : undefined} onChange={setFile} />
          <Field label="Title">
            <Input value={title} maxLength={160} onChange={({ target }) => setTitle(target.value)} />
          </Field>
          <ReadersField campaignId={campaignId} value={readers} onChange={setReaders} />
          <FormError error={mutation.error} />
          <div>
            <Button type="submit" variant="primary" busy={mutation.isPending} disabled={!isWhole}>
              Add the document
            </Button>
          </div>
        </form>
      </Card>
    </>
  );
}

/** In which campaign's folder it lies; an influencer's lies there for the brand to see. */
function FolderField(props: {
  value: string | undefined;
  isFixed: boolean;
  onChange: (campaignId: string | undefined, dealIds: string[]) => void;
}) {
  const side = useSide();
  const maySeeCampaigns = useMay('campaign:read');
  const campaigns = useEndpoint(
    listCampaigns,
    { query: { limit: 100 } },
    { enabled: side === 'brand' && maySeeCampaigns },
  );
  const deals = useOwnDeals(side === 'influencer');
  const options =
    side === 'brand'
      ? (campaigns.data?.items ?? []).map((one) => ({ campaignId: one.campaignId, name: one.title }))
      : deals.map((one) => ({ campaignId: one.campaignId, name: `${one.campaignTitle}, ${one.name}` }));
  const dealOf = (campaignId: string) => deals.find((one) => one.campaignId === campaignId);
  if (props.isFixed && side === 'brand') return null;
  return (
    <Field
      label="Campaign"
      optional
      hint={side === 'influencer' ? 'The brand sees what lies in the folder of its campaign.' : undefined}
    >
      <Select
        value={props.value ?? ''}
        onChange={({ target }) => {
          const deal = side === 'influencer' ? dealOf(target.value) : undefined;
          props.onChange(target.value || undefined, deal ? [deal.dealId] : []);
        }}
      >
        <option value="">None</option>
        {options.map((one) => (
          <option key={one.campaignId} value={one.campaignId}>
            {one.name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
