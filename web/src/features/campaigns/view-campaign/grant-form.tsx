import { type FormEvent, useState } from 'react';
import type * as z from 'zod/mini';
import { type CampaignMember, listAccess, putGrants } from '#contract/areas/grants.ts';
import { getWorkspace } from '#contract/areas/workspaces.ts';
import { GRANT_WORDS } from '#contract/permission-words.ts';
import { CAMPAIGN_GRANTS, type CampaignGrant, GRANTS, type MemberRole, may, mayGrant } from '#contract/permissions.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { useUser } from '@/api/session.ts';
import { Button } from '@/ui/button.tsx';
import { Checkbox, Field, FieldGroup, Select } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { toast } from '@/ui/toast.tsx';
import { ROLE_NAMES } from '@/ui/words.ts';

type Holder = z.output<typeof CampaignMember>;
type Candidate = Pick<Holder, 'userId' | 'name' | 'role' | 'grants'>;

/** Whether a grant would let a role do anything that it may not do already. */
const adds = (role: MemberRole, grant: CampaignGrant) => !GRANTS[grant].every((permission) => may(role, permission));

/** Gives a member more on a campaign, or changes what one was given; a form without a member has them chosen among those who have none there yet. */
export function GrantForm(props: {
  campaignId: string;
  holders: readonly Holder[];
  changed: Holder | undefined;
  onDone: () => void;
}) {
  const { campaignId, holders, changed, onDone } = props;
  const { workspaceId: current, role: giver } = useUser();
  const workspaceId = current ?? '';
  const query = useEndpoint(getWorkspace, { params: { workspaceId } }, { enabled: !changed });
  if (changed) return <Choose {...{ campaignId, workspaceId, onDone }} candidates={[changed]} isNew={false} />;
  const candidatesOf = (members: readonly Omit<Holder, 'grants'>[]) =>
    members
      .filter(({ userId }) => !holders.some((holder) => holder.userId === userId))
      .filter(({ role }) => CAMPAIGN_GRANTS.some((grant) => mayGrant(giver, grant) && adds(role, grant)))
      .map((member): Candidate => ({ ...member, grants: [] }));
  return (
    <Loaded query={query} rows={2}>
      {({ members }) => <Choose {...{ campaignId, workspaceId, onDone }} candidates={candidatesOf(members)} isNew />}
    </Loaded>
  );
}

function Choose(props: {
  campaignId: string;
  workspaceId: string;
  candidates: readonly Candidate[];
  isNew: boolean;
  onDone: () => void;
}) {
  const { campaignId, workspaceId, candidates, isNew, onDone } = props;
  const { role: giver } = useUser();
  const [chosen, setChosen] = useState(candidates[0]?.userId);
  const [picked, setPicked] = useState<readonly CampaignGrant[]>(candidates[0]?.grants ?? []);
  const [isMissing, setMissing] = useState(false);
  const mutation = useEndpointMutation(putGrants, {
    onSuccess: () => {
      onDone();
      toast(`${member?.name ?? 'They'} may do more on this campaign now`);
    },
    invalidates: [listAccess],
  });
  const member = candidates.find(({ userId }) => userId === chosen);
  if (!member)
    return (
      <p className="text-soft">Everybody else may do all that you can give. Invite somebody to the workspace first.</p>
    );
  const offered = CAMPAIGN_GRANTS.filter((grant) => adds(member.role, grant) || picked.includes(grant));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const grants = picked.filter((grant) => offered.includes(grant));
    setMissing(grants.length === 0);
    if (grants.length > 0)
      mutation.mutate({ params: { workspaceId, userId: member.userId, campaignId }, body: { grants: [...grants] } });
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      {isNew && (
        <Field label="Member">
          <Select
            value={member.userId}
            onChange={({ target }) => {
              setChosen(target.value);
              setPicked([]);
            }}
          >
            {candidates.map(({ userId, name, role }) => (
              <option key={userId} value={userId}>
                {name} ({ROLE_NAMES[role].toLowerCase()})
              </option>
            ))}
          </Select>
        </Field>
      )}
      <FieldGroup
        legend="What they may do here"
        hint={`Beside what the role ${ROLE_NAMES[member.role]} gives. It holds at once, on open screens too.`}
        error={isMissing ? 'Choose at least one' : undefined}
      >
        {offered.map((grant) => (
          <Checkbox
            key={grant}
            checked={picked.includes(grant)}
            disabled={!mayGrant(giver, grant)}
            onChange={({ target }) =>
              setPicked(target.checked ? [...picked, grant] : picked.filter((one) => one !== grant))
            }
          >
            <span className="block font-medium text-ink">{GRANT_WORDS[grant].name}</span>
            {GRANT_WORDS[grant].duty}
            {!mayGrant(giver, grant) && '. Not yours to give or take: your role does not include it'}
          </Checkbox>
        ))}
      </FieldGroup>
      <FormError error={mutation.error} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" busy={mutation.isPending}>
          {isNew ? 'Give access' : 'Change access'}
        </Button>
      </div>
    </form>
  );
}
