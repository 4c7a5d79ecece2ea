import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type * as z from 'zod/mini';
import { getActivity } from '#contract/areas/audit.ts';
import { type Consents, getConsents, putConsents } from '#contract/areas/consents.ts';
import { DOCUMENT_NAMES, PREFERENCES, type Preference } from '#domain/documents.ts';
import { readAgainSoon } from '@/api/follow-up.ts';
import { remember, useEndpoint, useEndpointMutation, useEndpointPages } from '@/api/hooks.ts';
import { useUser } from '@/api/session.ts';
import { AuditList } from '@/features/audit/audit-list.tsx';
import { Badge } from '@/ui/feedback.tsx';
import { Checkbox } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { formatDay } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { AccountTabs } from '../account-tabs.tsx';

type ConsentsView = z.output<typeof Consents>;

const LINK = 'font-medium text-accent underline underline-offset-4 hover:text-accent-strong';

/** What one accepted and allows, and how that came to be. */
export function ViewPrivacyChoices() {
  const consents = useEndpoint(getConsents, {});
  return (
    <>
      <PageHeader title="Privacy" lead="What you accepted, and what you allow beyond what the service needs." />
      <AccountTabs />
      <div className="grid max-w-3xl gap-5">
        <Loaded query={consents}>
          {(data) => (
            <>
              <PreferencesCard preferences={data.preferences} />
              <DocumentsCard documents={data.documents} />
            </>
          )}
        </Loaded>
        <Card title="Cookies">
          <p className="text-soft">
            Only what is needed to keep you logged in.{' '}
            <Link to="/cookies" className={LINK}>
              See each of them
            </Link>
          </p>
        </Card>
        <History />
      </div>
    </>
  );
}

const PREFERENCE_WORDS: Record<Preference, { name: string; text: string }> = {
  marketing: {
    name: 'Product news by e-mail',
    text: 'New features and tips, now and then. E-mails about your account and your money come in any case.',
  },
  analytics: {
    name: 'Product analytics',
    text: 'Counting which parts of the product you use, to make them better. Nothing is counted today.',
  },
  personalisation: {
    name: 'Personalisation',
    text: 'Suggestions made from what you did here before. There are none of that kind today.',
  },
};

function PreferencesCard({ preferences }: { preferences: ConsentsView['preferences'] }) {
  // Shown at once; what the server keeps takes its place with the answer.
  const [wish, setWish] = useState<Partial<ConsentsView['preferences']>>({});
  const mutation = useEndpointMutation(putConsents, {
    onSuccess: (saved) => {
      remember(getConsents, {}, saved);
      readAgainSoon(getActivity);
      toast('Your choice is saved');
    },
  });
  function choose(name: Preference, allowed: boolean) {
    setWish({ [name]: allowed });
    mutation.mutate({ body: { preferences: { [name]: allowed } } }, { onSettled: () => setWish({}) });
  }
  return (
    <Card title="What you allow" lead="Each is off until you allow it, and you can take it back at any time.">
      <div className="grid gap-3">
        {PREFERENCES.map((name) => (
          <Checkbox
            key={name}
            checked={wish[name] ?? preferences[name]}
            onChange={(event) => choose(name, event.target.checked)}
          >
            <span className="block font-medium text-ink">{PREFERENCE_WORDS[name].name}</span>
            {PREFERENCE_WORDS[name].text}
          </Checkbox>
        ))}
        <FormError error={mutation.error} />
      </div>
    </Card>
  );
}

function DocumentsCard({ documents }: { documents: ConsentsView['documents'] }) {
  return (
    <Card title="What you accepted">
      <ul className="grid gap-4">
        {documents.map(({ document, acceptedVersion, acceptedAt, due }) => (
          <li key={document}>
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Link to={document === 'terms' ? '/terms' : '/privacy'} className={LINK}>
                {capital(DOCUMENT_NAMES[document])}
              </Link>
              <Badge tone={due ? 'attention' : 'good'}>{due ? 'Newer version' : 'Up to date'}</Badge>
            </p>
            <p className="mt-0.5 text-small text-soft">
              {acceptedVersion && acceptedAt
                ? `Version of ${formatDay(acceptedVersion)}, accepted on ${formatDay(acceptedAt.slice(0, 10))}`
                : 'Not accepted yet'}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function History() {
  const { userId, name } = useUser();
  const history = useEndpointPages(
    getActivity,
    { query: { kind: 'consent', limit: 10 } },
    { keyOf: (entry) => entry.eventId },
  );
  return (
    <section aria-labelledby="history">
      <h2 id="history" className="mb-3 text-heading font-semibold">
        History
      </h2>
      <AuditList query={history} names={new Map([[userId, name]])} own />
    </section>
  );
}
