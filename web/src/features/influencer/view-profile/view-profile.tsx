import { getOwnInfluencerProfile } from '#contract/areas/profiles.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { EmptyState, ErrorPanel, SkeletonRows } from '@/ui/feedback.tsx';
import { PageHeader } from '@/ui/layout.tsx';
import { ProfileDetail } from '../profile-detail.tsx';

export function ViewProfile() {
  const profile = useEndpoint(getOwnInfluencerProfile, {});
  if (profile.data)
    return (
      <ProfileDetail
        profile={profile.data}
        actions={
          <ButtonLink to="/profile/edit" icon="edit">
            Edit profile
          </ButtonLink>
        }
      />
    );
  return (
    <>
      <PageHeader title="My profile" lead="What brands see when you apply, and what campaigns are matched against." />
      {profile.isPending ? (
        <SkeletonRows rows={3} />
      ) : profile.error?.code === 'not_found' ? (
        <EmptyState
          icon="profile"
          title="Introduce yourself"
          action={
            <ButtonLink to="/profile/edit" variant="primary" icon="edit">
              Set up my profile
            </ButtonLink>
          }
        >
          With your niches, accounts and audience, Accord can show you campaigns that fit.
        </EmptyState>
      ) : (
        <ErrorPanel error={profile.error} onRetry={() => void profile.refetch()} />
      )}
    </>
  );
}
