import type { Role } from '#contract/permissions.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { PageHeader } from '@/ui/layout.tsx';
import { ROLE_NAMES } from '@/ui/words.ts';

/** A screen the person's role cannot open. */
export function NotYours({ role }: { role: Role }) {
  if (role === 'guest')
    return (
      <PageHeader
        title="You work in no workspace now"
        lead="You do not belong to this workspace (any more). Your account stays as it is."
        actions={
          <ButtonLink to="/workspaces" variant="primary">
            See your workspaces
          </ButtonLink>
        }
      />
    );
  return (
    <PageHeader
      title="Not for your role"
      lead={`You are signed in as ${ROLE_NAMES[role].toLowerCase()}, which does not include this screen. Ask an owner of the workspace if you need it.`}
    />
  );
}
