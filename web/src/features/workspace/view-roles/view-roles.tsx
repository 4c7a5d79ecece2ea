import { GRANT_WORDS, PERMISSION_WORDS } from '#contract/permission-words.ts';
import {
  CAMPAIGN_GRANTS,
  grantsOf,
  MEMBER_ROLES,
  may,
  mayGrant,
  PERMISSIONS,
  type Permission,
} from '#contract/permissions.ts';
import { cx } from '@/ui/cx.ts';
import { Icon } from '@/ui/icon.tsx';
import { Card } from '@/ui/layout.tsx';
import { ROLE_DUTIES, ROLE_NAMES } from '@/ui/words.ts';
import { WorkspaceFrame } from '../workspace-frame.tsx';

/** What members may do at all; the other permissions are those of influencers and staff. */
const ROWS = (Object.keys(PERMISSIONS) as Permission[]).filter((permission) =>
  MEMBER_ROLES.some((role) => may(role, permission)),
);

/** On a phone there is no room for a column each. */
function whoMay(permission: Permission): string {
  const holders = MEMBER_ROLES.filter((role) => may(role, permission));
  const grants = namesOfGrants(permission);
  const names =
    holders.length === MEMBER_ROLES.length ? 'Everybody' : holders.map((role) => ROLE_NAMES[role]).join(', ');
  return grants ? `${names}; on a campaign: ${grants}` : names;
}

/** What has to be granted on a campaign for doing it there. */
function namesOfGrants(permission: Permission): string {
  return grantsOf(permission)
    .map((grant) => GRANT_WORDS[grant].name)
    .join(', ');
}

/** Who may do what, from the table that the server checks with. */
export function ViewRoles() {
  return (
    <WorkspaceFrame>
      {() => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
          <Card
            title="Roles"
            lead="A changed role holds at once. Nobody can give a role that may do more than their own."
          >
            <dl className="grid gap-4 sm:grid-cols-2">
              {MEMBER_ROLES.map((role) => (
                <div key={role}>
                  <dt className="font-semibold">{ROLE_NAMES[role]}</dt>
                  <dd className="text-small text-soft">{ROLE_DUTIES[role]}</dd>
                </div>
              ))}
            </dl>
          </Card>
          <Card title="Who may do what">
            <table className="w-full border-collapse text-small">
              <thead>
                <tr>
                  <th scope="col" className="py-2 pr-3 text-left font-semibold">
                    May
                  </th>
                  {MEMBER_ROLES.map((role) => (
                    <th key={role} scope="col" className="hidden px-2 py-2 text-center font-semibold md:table-cell">
                      {ROLE_NAMES[role]}
                    </th>
                  ))}
                  <th scope="col" className="hidden py-2 pl-2 text-left font-semibold md:table-cell">
                    Granted on a campaign by
                  </th>
                </tr>
              </thead>
              <tbody>
                {ROWS.map((permission) => (
                  <tr key={permission} className="border-t border-line">
                    <th scope="row" className="py-2 pr-3 text-left font-normal text-soft">
                      {PERMISSION_WORDS[permission]}
                      <span className="block text-faint md:hidden">{whoMay(permission)}</span>
                    </th>
                    {MEMBER_ROLES.map((role) => (
                      <Mark key={role} yes={may(role, permission)} />
                    ))}
                    <td className="hidden py-2 pl-2 text-soft md:table-cell">{namesOfGrants(permission)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Card>
          <OnCampaigns />
        </div>
      )}
    </WorkspaceFrame>
  );
}

/** What a member can be given on a single campaign, from the same table. */
function OnCampaigns() {
  const givers = MEMBER_ROLES.filter((role) => may(role, 'member:manage'));
  return (
    <Card
      title="More on single campaigns"
      lead="A member can be given more on one campaign than their role gives, in the Access tab of that campaign. It ends with the campaign, and when they leave."
    >
      <dl className="grid gap-5 sm:grid-cols-3">
        {CAMPAIGN_GRANTS.map((grant) => (
          <div key={grant}>
            <dt className="font-semibold">{GRANT_WORDS[grant].name}</dt>
            <dd className="text-small text-soft">
              {GRANT_WORDS[grant].duty}
              <p className="mt-2 text-faint">
                Given by:{' '}
                {givers
                  .filter((role) => mayGrant(role, grant))
                  .map((role) => ROLE_NAMES[role])
                  .join(', ')}
              </p>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Mark({ yes }: { yes: boolean }) {
  return (
    <td className={cx('relative hidden px-2 py-2 text-center md:table-cell', yes ? 'text-accent' : 'text-faint')}>
      <Icon name={yes ? 'check' : 'minus'} className="mx-auto size-4" />
      <span className="sr-only">{yes ? 'yes' : 'no'}</span>
    </td>
  );
}
