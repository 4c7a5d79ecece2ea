import type { ComponentProps } from 'react';
import { MEMBER_ROLES, mayGive } from '#contract/permissions.ts';
import { useUser } from '@/api/session.ts';
import { Select } from '@/ui/field.tsx';
import { ROLE_DUTIES, ROLE_NAMES } from '@/ui/words.ts';

/** The roles that the signed-in person may give, with what each does. */
export function RoleSelect(props: ComponentProps<typeof Select>) {
  const { role: giver } = useUser();
  return (
    <Select {...props}>
      {MEMBER_ROLES.filter((role) => mayGive(giver, role)).map((role) => (
        <option key={role} value={role}>
          {ROLE_NAMES[role]}: {ROLE_DUTIES[role].toLowerCase()}
        </option>
      ))}
    </Select>
  );
}
