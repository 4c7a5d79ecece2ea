import { useState } from 'react';
import { getDocument, listDocuments, putDocumentPermissions } from '#contract/areas/documents.ts';
import { useEndpointMutation } from '@/api/hooks.ts';
import { useSide } from '@/features/offers/offer-words.tsx';
import { Button } from '@/ui/button.tsx';
import { Checkbox } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { toast } from '@/ui/toast.tsx';
import type { DocumentView } from '../document-words.tsx';
import { type Readers, ReadersField, useOwnDeals } from '../readers-field.tsx';

type Access = NonNullable<DocumentView['access']>;

/** Who sees a document; what is saved holds at once. */
export function Permissions({ document, access }: { document: DocumentView; access: Access }) {
  const side = useSide();
  const { roles, userIds, influencers, brand } = access;
  const [readers, setReaders] = useState<Readers>({
    ...{ roles, userIds },
    dealIds: [...influencers.map(({ dealId }) => dealId), ...(brand ? [brand.dealId] : [])],
  });
  const mutation = useEndpointMutation(putDocumentPermissions, {
    onSuccess: () => toast('Saved; it holds from now on'),
    invalidates: [getDocument, listDocuments],
  });
  if (side === 'influencer' && !document.campaignId) return null;
  return (
    <Card title="Who sees it">
      <form
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const { roles: chosen, ...others } = readers;
          const body = { ...others, ...(side === 'brand' ? { roles: chosen } : {}) };
          mutation.mutate({ params: { documentId: document.documentId }, body });
        }}
      >
        {side === 'brand' ? (
          <ReadersField
            campaignId={document.campaignId ?? undefined}
            known={influencers}
            value={readers}
            onChange={setReaders}
          />
        ) : (
          <BrandField document={document} access={access} value={readers} onChange={setReaders} />
        )}
        <FormError error={mutation.error} />
        <div>
          <Button type="submit" size="small" busy={mutation.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Card>
  );
}

function BrandField(props: {
  document: DocumentView;
  access: Access;
  value: Readers;
  onChange: (next: Readers) => void;
}) {
  const { document, access, value, onChange } = props;
  const deal = useOwnDeals(true).find(({ campaignId }) => campaignId === document.campaignId);
  const brand = access.brand ?? deal;
  if (!brand) return <p className="text-small text-faint">You alone see it.</p>;
  return (
    <Checkbox
      checked={value.dealIds.length > 0}
      onChange={() => onChange({ ...value, dealIds: value.dealIds.length > 0 ? [] : [brand.dealId] })}
    >
      {brand.name}, who runs the campaign
    </Checkbox>
  );
}
