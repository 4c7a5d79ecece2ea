import { useState } from 'react';
import type * as z from 'zod/mini';
import { getScreeningPolicy, putScreeningPolicy, type ScreeningPolicy } from '#contract/areas/moderation.ts';
import { CAPTION_RULES } from '#domain/disclosure-check.ts';
import { SCREENING_ACTIONS, SCREENING_CHECKS, type ScreeningAction } from '#domain/screening.ts';
import { remember, useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { WorkspaceFrame } from '@/features/workspace/workspace-frame.tsx';
import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Field, Select, Textarea } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { countryName } from '@/ui/places.ts';
import { formatDay } from '@/ui/relative-time.tsx';
import { toast } from '@/ui/toast.tsx';
import { CHECK_NAMES } from '../finding-list.tsx';

type Policy = z.output<typeof ScreeningPolicy>;

const ACTIONS: Record<ScreeningAction, string> = {
  off: 'Do not look',
  show: 'Show it to both sides',
  hold: 'A moderator looks first',
};

/** How content for the campaigns of a workspace is screened. */
export function EditPolicy() {
  const policy = useEndpoint(getScreeningPolicy, {});
  return (
    <WorkspaceFrame>
      {() => (
        <div className="grid max-w-3xl gap-5">
          <Loaded query={policy} title="The screening cannot be shown">
            {(loaded) => <PolicyForm key={JSON.stringify(loaded)} policy={loaded} />}
          </Loaded>
          <DisclosureRules />
        </div>
      )}
    </WorkspaceFrame>
  );
}

const linesOf = (text: string) => [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean);

function PolicyForm({ policy }: { policy: Policy }) {
  const mayManage = useMay('workspace:manage');
  const [edited, setEdited] = useState(policy);
  const [competitors, setCompetitors] = useState(policy.competitors.join('\n'));
  const [bannedWords, setBannedWords] = useState(policy.bannedWords.join('\n'));
  const mutation = useEndpointMutation(putScreeningPolicy, {
    onSuccess: (saved) => {
      remember(getScreeningPolicy, {}, saved);
      toast('Saved; it holds from the next content on');
    },
  });
  const save = () =>
    mutation.mutate({ body: { ...edited, competitors: linesOf(competitors), bannedWords: linesOf(bannedWords) } });
  return (
    <Card
      title="Screening of content"
      lead="What is looked for in content that is handed in, and what happens then. You review every piece as always."
    >
      <fieldset disabled={!mayManage} className="grid gap-5">
        <legend className="sr-only">Screening of content</legend>
        {!mayManage && <Notice>Your role may read this. Owners may change it.</Notice>}
        <div className="grid gap-4 sm:grid-cols-2">
          {SCREENING_CHECKS.map((check) => (
            <Field key={check} label={CHECK_NAMES[check]}>
              <Select
                value={edited.actions[check]}
                onChange={({ target }) =>
                  setEdited({ ...edited, actions: { ...edited.actions, [check]: target.value as ScreeningAction } })
                }
              >
                {SCREENING_ACTIONS.map((action) => (
                  <option key={action} value={action}>
                    {ACTIONS[action]}
                  </option>
                ))}
              </Select>
            </Field>
          ))}
        </div>
        <Field
          label="Names of competitors"
          optional
          hint="One below the other; found as whole words, however they are written."
        >
          <Textarea rows={3} value={competitors} onChange={({ target }) => setCompetitors(target.value)} />
        </Field>
        <Field label="Words you do not want" optional hint="One below the other.">
          <Textarea rows={3} value={bannedWords} onChange={({ target }) => setBannedWords(target.value)} />
        </Field>
        <Field
          label="What cannot be screened"
          hint="Swearing is known in English only. What pictures and videos show, and what a text means, is measured only where this installation uses a service for it; each piece says what was."
        >
          <Select
            value={edited.unscreened}
            onChange={({ target }) => setEdited({ ...edited, unscreened: target.value as Policy['unscreened'] })}
          >
            <option value="brand">You look at it when you review the content; if nobody does, a moderator</option>
            <option value="moderator">A moderator of Accord looks at it first</option>
          </Select>
        </Field>
        <FormError error={mutation.error} />
        {mayManage && (
          <div>
            <Button variant="primary" busy={mutation.isPending} onClick={save}>
              Save screening
            </Button>
          </div>
        )}
      </fieldset>
    </Card>
  );
}

/** By what it is judged whether content says that it is paid for. */
function DisclosureRules() {
  return (
    <Card
      title="Saying that it is advertising"
      lead="By the countries a campaign is for. Other countries have no rule here: look at it yourself."
    >
      <ul className="divide-y divide-line">
        {Object.entries(CAPTION_RULES).map(([country, { labels, isAtBeginning, source, comparedOn }]) => (
          <li key={country} className="py-3 text-small first:pt-0 last:pb-0">
            <p className="font-medium">{countryName(country)}</p>
            <p className="wrap-anywhere text-soft">
              {labels.join(', ')}
              {isAtBeginning && ', at the beginning'}
            </p>
            <p className="wrap-anywhere text-faint">
              {source}; compared on {formatDay(comparedOn)}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
