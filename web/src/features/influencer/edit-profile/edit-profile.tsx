import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Controller, type UseFormReturn } from 'react-hook-form';
import type * as z from 'zod/mini';
import { getOwnInfluencerProfile, putInfluencerProfile } from '#contract/areas/profiles.ts';
import { NICHES } from '#contract/schemas.ts';
import { remember, useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { useUser } from '@/api/session.ts';
import { Button, ButtonLink } from '@/ui/button.tsx';
import { ErrorPanel, SkeletonRows } from '@/ui/feedback.tsx';
import { Checkbox, ChoicePills, Field, FieldGroup, Input, Textarea } from '@/ui/field.tsx';
import { emptyIsAbsent, errorAt, FormError, placeIssues, useSchemaForm } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { CountrySelect } from '@/ui/place-select.tsx';
import { LANGUAGE_CODES, languageName } from '@/ui/places.ts';
import { toast } from '@/ui/toast.tsx';
import { nicheName } from '@/ui/words.ts';
import { AudienceEditor } from './audience-editor.tsx';
import { PastWorkEditor } from './past-work-editor.tsx';
import { bodyOf, problemOfRows, rowsOf, type ShareRow, sharesOf } from './profile-values.ts';
import { SocialLinksEditor } from './social-links-editor.tsx';

export type ProfileValues = z.input<typeof putInfluencerProfile.body>;
export type ProfileForm = UseFormReturn<ProfileValues, unknown, z.output<typeof putInfluencerProfile.body>>;

export function EditProfile() {
  const profile = useEndpoint(getOwnInfluencerProfile, {});
  const user = useUser();
  const missing = profile.error?.code === 'not_found';
  const start: ProfileValues = {
    displayName: user.name,
    bio: '',
    niche: [],
    languages: [],
    socialLinks: [],
    geoLocation: { country: user.country },
  };
  return (
    <>
      <PageHeader
        title="Edit profile"
        back={{ label: 'My profile', to: '/profile' }}
        lead="What brands see when you apply, and what campaigns are matched against."
      />
      {profile.isPending ? (
        <SkeletonRows rows={3} />
      ) : profile.data ? (
        <Form values={bodyOf(profile.data)} />
      ) : missing ? (
        <Form values={start} />
      ) : (
        <ErrorPanel error={profile.error} onRetry={() => void profile.refetch()} />
      )}
    </>
  );
}

function Form({ values }: { values: ProfileValues }) {
  const navigate = useNavigate();
  const form = useSchemaForm(putInfluencerProfile.body, values as never) as unknown as ProfileForm;
  const [countryRows, setCountryRows] = useState<ShareRow[]>(() => rowsOf(values.audienceDemographics?.countries));
  const mutation = useEndpointMutation(putInfluencerProfile, {
    onSuccess: async (saved) => {
      remember(getOwnInfluencerProfile, {}, saved);
      await navigate({ to: '/profile' });
      toast('Profile saved');
    },
  });
  const submit = form.handleSubmit(async ({ audienceDemographics, ...body }) => {
    if (problemOfRows(countryRows)) return;
    const countries = sharesOf(countryRows);
    const demographics =
      audienceDemographics || countryRows.length > 0
        ? { audienceDemographics: { ...audienceDemographics, countries } }
        : {};
    await mutation
      .mutateAsync({ body: { ...body, ...demographics } })
      .catch((error: unknown) => placeIssues(form, error));
  });
  return (
    <form onSubmit={submit} noValidate className="grid max-w-3xl gap-5">
      <AboutFields form={form} />
      <SocialLinksEditor form={form} />
      <PastWorkEditor form={form} />
      <AudienceEditor rows={countryRows} onChange={setCountryRows} showProblems={form.formState.isSubmitted} />
      <PlaceFields form={form} />
      <VisibilityField form={form} />
      <FormError error={mutation.error} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" variant="primary" busy={mutation.isPending}>
          Save profile
        </Button>
        <ButtonLink to="/profile" variant="ghost">
          Cancel
        </ButtonLink>
      </div>
    </form>
  );
}

function AboutFields({ form }: { form: ProfileForm }) {
  return (
    <Card title="About me">
      <div className="grid gap-5">
        <Field label="Name shown to brands" error={errorAt(form, 'displayName')}>
          <Input {...form.register('displayName')} />
        </Field>
        <Field label="Bio" error={errorAt(form, 'bio')} hint="What you make, for whom, and how you like to work.">
          <Textarea {...form.register('bio')} />
        </Field>
        <FieldGroup legend="Niches, up to six" error={errorAt(form, 'niche')}>
          <Controller
            control={form.control}
            name="niche"
            render={({ field }) => (
              <ChoicePills options={NICHES} labelOf={nicheName} value={field.value} onChange={field.onChange} max={6} />
            )}
          />
        </FieldGroup>
        <Field label="Media kit" optional error={errorAt(form, 'mediaKitUrl')} hint="A public https:// address.">
          <Input type="url" inputMode="url" placeholder="https://" {...form.register('mediaKitUrl', emptyIsAbsent)} />
        </Field>
      </div>
    </Card>
  );
}

/** Public unless the influencer says otherwise. */
function VisibilityField({ form }: { form: ProfileForm }) {
  return (
    <Card title="Who finds me">
      <Controller
        control={form.control}
        name="visibility"
        render={({ field }) => (
          <Checkbox
            name={field.name}
            checked={field.value !== 'unlisted'}
            onChange={({ target }) => field.onChange(target.checked ? 'public' : 'unlisted')}
            onBlur={field.onBlur}
          >
            Brands find my profile in their search. Without this, only those who know its address see it, as brands I
            deal with do.
          </Checkbox>
        )}
      />
    </Card>
  );
}

function PlaceFields({ form }: { form: ProfileForm }) {
  return (
    <Card title="Place and languages">
      <div className="grid gap-5">
        <div className="grid gap-5 sm:grid-cols-2">
          <Field label="Country" error={errorAt(form, 'geoLocation.country')}>
            <CountrySelect {...form.register('geoLocation.country')} />
          </Field>
          <Field label="City" optional error={errorAt(form, 'geoLocation.city')}>
            <Input autoComplete="address-level2" {...form.register('geoLocation.city', emptyIsAbsent)} />
          </Field>
        </div>
        <FieldGroup legend="Languages you make content in" error={errorAt(form, 'languages')}>
          <Controller
            control={form.control}
            name="languages"
            render={({ field }) => (
              <ChoicePills
                options={LANGUAGE_CODES}
                labelOf={languageName}
                value={field.value ?? []}
                onChange={field.onChange}
                max={10}
              />
            )}
          />
        </FieldGroup>
      </div>
    </Card>
  );
}
