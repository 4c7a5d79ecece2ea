import { listCampaignApplications, listOwnApplications } from '#contract/areas/applications.ts';
import { listAllContracts, listContracts } from '#contract/areas/contracts.ts';
import { listMembers } from '#contract/areas/members.ts';
import { listOffers } from '#contract/areas/offers.ts';
import { MEMBER_ROLES, type MemberRole } from '#domain/roles.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { useMay, useUser } from '@/api/session.ts';
import { useSide } from '@/features/offers/offer-words.tsx';
import { Checkbox, ChoicePills, FieldGroup } from '@/ui/field.tsx';
import { ROLE_NAMES } from '@/ui/words.ts';

import type { DocumentView } from './document-words.tsx';

/** Who is to see a document, as the API takes it. */
export interface Readers {
  roles: MemberRole[];
  userIds: string[];
  dealIds: string[];
}

/** Somebody across whom a document may be opened to, by the deal with them. */
export interface DealChoice {
  influencerId: string;
  dealId: string;
  name: string;
  campaignId: string;
  campaignTitle: string;
}

const MANY = { limit: 100 } as const;

/** The creators of a campaign, each by the furthest deal with them. */
export function useCreatorsOf(campaignId: string | undefined): DealChoice[] {
  const of = { params: { campaignId: campaignId ?? '' }, query: MANY };
  const enabled = campaignId !== undefined;
  const contracts = useEndpoint(listContracts, of, { enabled });
  const offers = useEndpoint(
    listOffers,
    { query: { ...MANY, ...(campaignId === undefined ? {} : { campaignId }) } },
    { enabled },
  );
  const applications = useEndpoint(listCampaignApplications, of, { enabled });
  const deals = [
    ...(contracts.data?.items ?? []).map((one) => ({ ...one, dealId: one.contractId, name: one.influencerName })),
    ...(offers.data?.items ?? [])
      .filter(({ status }) => status === 'open')
      .map((one) => ({ ...one, dealId: one.offerId, name: one.influencerName })),
    ...(applications.data?.items ?? [])
      .filter(({ status }) => status === 'pending' || status === 'approved')
      .map((one) => ({ ...one, dealId: one.applicationId, name: one.influencer.displayName })),
  ];
  const first = new Map<string, DealChoice>();
  for (const deal of deals) if (!first.has(deal.influencerId)) first.set(deal.influencerId, deal);
  return [...first.values()];
}

/** The brands that an influencer works with, each campaign by the furthest deal in it. */
export function useOwnDeals(enabled: boolean): DealChoice[] {
  const contracts = useEndpoint(listAllContracts, { query: MANY }, { enabled });
  const applications = useEndpoint(listOwnApplications, { query: MANY }, { enabled });
  const deals = [
    ...(contracts.data?.items ?? []).map((one) => ({ ...one, dealId: one.contractId, name: one.brandName })),
    ...(applications.data?.items ?? [])
      .filter(({ status }) => status === 'pending' || status === 'approved')
      .map((one) => ({ ...one, dealId: one.applicationId, name: one.brandName })),
  ];
  const first = new Map<string, DealChoice>();
  for (const deal of deals) if (!first.has(deal.campaignId)) first.set(deal.campaignId, deal);
  return [...first.values()];
}

type Known = NonNullable<DocumentView['access']>['influencers'];

/** Roles and members of the workspace, and creators of the campaign; `known` are those who see it now. */
export function ReadersField(props: {
  campaignId: string | undefined;
  known?: Known;
  value: Readers;
  onChange: (next: Readers) => void;
}) {
  const { campaignId, known = [], value, onChange } = props;
  const side = useSide();
  return side === 'brand' ? (
    <>
      <FieldGroup legend="Who in the workspace" hint="Owners see every document, and you see those you add.">
        <ChoicePills
          options={MEMBER_ROLES.filter((role) => role !== 'owner')}
          labelOf={(role) => ROLE_NAMES[role]}
          value={value.roles}
          onChange={(roles) => onChange({ ...value, roles })}
        />
      </FieldGroup>
      <Members value={value} onChange={onChange} />
      {campaignId && <Creators campaignId={campaignId} known={known} value={value} onChange={onChange} />}
    </>
  ) : null;
}

function Members({ value, onChange }: { value: Readers; onChange: (next: Readers) => void }) {
  const { workspaceId, userId } = useUser();
  const may = useMay('workspace:read');
  const members = useEndpoint(
    listMembers,
    { params: { workspaceId: workspaceId ?? '' } },
    { enabled: may && workspaceId !== null },
  );
  const others = (members.data?.items ?? []).filter(
    (member) => member.userId !== userId && member.role !== 'owner' && !value.roles.includes(member.role),
  );
  if (others.length === 0) return null;
  return (
    <FieldGroup legend="Single members" hint="They see it whatever their role.">
      {others.map((member) => (
        <Checkbox
          key={member.userId}
          checked={value.userIds.includes(member.userId)}
          onChange={() => onChange({ ...value, userIds: toggled(value.userIds, member.userId) })}
        >
          {member.name}, {ROLE_NAMES[member.role].toLowerCase()}
        </Checkbox>
      ))}
    </FieldGroup>
  );
}

function Creators(props: { campaignId: string; known: Known; value: Readers; onChange: (next: Readers) => void }) {
  const { known, value, onChange } = props;
  const others = useCreatorsOf(props.campaignId).filter(
    (one) => !known.some(({ influencerId }) => influencerId === one.influencerId),
  );
  const creators = [...known, ...others];
  return (
    <FieldGroup legend="Creators of this campaign">
      {creators.length === 0 ? (
        <p className="text-small text-faint">Nobody has applied or been made an offer yet.</p>
      ) : (
        creators.map(({ dealId, name }) => (
          <Checkbox
            key={dealId}
            checked={value.dealIds.includes(dealId)}
            onChange={() => onChange({ ...value, dealIds: toggled(value.dealIds, dealId) })}
          >
            {name}
          </Checkbox>
        ))
      )}
    </FieldGroup>
  );
}

const toggled = (all: readonly string[], one: string): string[] =>
  all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
