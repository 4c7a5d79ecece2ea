import { may } from '#contract/permissions.ts';
import { useUser } from '@/api/session.ts';
import { PageHeader } from '@/ui/layout.tsx';
import { BrandOverview } from './brand-overview.tsx';
import { CreatorOverview } from './creator-overview.tsx';
import { StaffOverview } from './staff-overview.tsx';

/** The first screen after log-in: what needs the person now, then how things stand. */
export function ViewOverview() {
  const { name, role } = useUser();
  const [first] = name.split(' ');
  return (
    <>
      <PageHeader title="Overview" lead={`Hello ${first}. What needs you comes first.`} />
      {role === 'influencer' ? (
        <CreatorOverview />
      ) : may(role, 'dispute:resolve') ? (
        <StaffOverview />
      ) : (
        <BrandOverview />
      )}
    </>
  );
}
