import type { Role } from '#contract/permissions.ts';
import { PageHeader } from '@/ui/layout.tsx';
import { ROLE_NAMES } from '@/ui/words.ts';

/** A screen the person's role cannot open. */
export function NotYours({ role }: { role: Role }) {
  return (
    <PageHeader
      title="Not for your role"
      lead={`You are signed in as ${ROLE_NAMES[role].toLowerCase()}, which does not include this screen. Ask an owner of the workspace if you need it.`}
    />
  );
}
