import { useState } from 'react';
import { listCampaigns } from '#contract/areas/campaigns.ts';
import { testRule } from '#contract/areas/rules.ts';
import type { RuleContent } from '#domain/rules/rule.ts';
import type { OutputOf } from '@/api/client.ts';
import { useEndpointMutation, useEndpointPages } from '@/api/hooks.ts';
import { Button } from '@/ui/button.tsx';
import { Badge } from '@/ui/feedback.tsx';
import { Field, Select } from '@/ui/field.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { countOf } from '@/ui/words.ts';
import { Answers } from '../answers.tsx';
import { capital } from '../rule-words.tsx';

/** Tries the rule as it stands on what happened in a campaign, before it is saved; nothing is done. */
export function TryRule({ content }: { content: RuleContent }) {
  const [chosen, setChosen] = useState<string>();
  const campaigns = useEndpointPages(listCampaigns, { query: { limit: 100 } }, { keyOf: (one) => one.campaignId });
  const trial = useEndpointMutation(testRule);
  const [tried, setTried] = useState<string>();
  const shown = JSON.stringify([content, chosen]);
  const campaignId = chosen ?? campaigns.items?.[0]?.campaignId;
  return (
    <Card title="Try it" lead="See what the rule would have done with what happened so far. Nothing is done.">
      {campaigns.items?.length === 0 ? (
        <p className="text-small text-soft">There is no campaign yet, so nothing has happened.</p>
      ) : (
        <div className="flex flex-wrap items-end gap-3">
          <Field label="Campaign" className="w-full sm:w-72">
            <Select value={campaignId ?? ''} onChange={({ target }) => setChosen(target.value)}>
              {campaigns.items?.map((one) => (
                <option key={one.campaignId} value={one.campaignId}>
                  {one.title}
                </option>
              ))}
            </Select>
          </Field>
          <Button
            busy={trial.isPending}
            disabled={!campaignId}
            onClick={() => {
              if (!campaignId) return;
              setTried(shown);
              trial.mutate({ body: { ...content, campaignId } });
            }}
          >
            Try on what happened
          </Button>
        </div>
      )}
      <div className="mt-4" aria-live="polite">
        {/* Of a rule that was changed since, it would say something else. */}
        {tried === shown && <FormError error={trial.error} />}
        {tried === shown && trial.data && <Outcome outcome={trial.data} />}
      </div>
    </Card>
  );
}

function Outcome({ outcome: { items, matching } }: { outcome: OutputOf<typeof testRule> }) {
  if (items.length === 0) return <p className="text-soft">This has not happened in that campaign yet.</p>;
  return (
    <>
      <p className="font-medium">
        It happened {countOf(items.length, 'time')}; the rule would have acted {countOf(matching, 'time')}.
      </p>
      <ul className="mt-3 grid gap-3">
        {items.map((one) => (
          <li key={one.eventId} className="rounded-control border border-line p-3 text-small">
            <div className="flex flex-wrap items-center gap-2">
              <Badge tone={one.holds ? 'good' : 'neutral'}>
                {one.holds ? 'Would have acted' : 'Would not have acted'}
              </Badge>
              <span className="text-faint">
                <RelativeTime at={one.occurredAt} />
              </span>
            </div>
            <Answers conditions={one.conditions} />
            {one.would.length > 0 && (
              <ul className="mt-2 grid gap-1">
                {one.would.map((text) => (
                  <li key={text} className="wrap-anywhere">
                    {capital(text)}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
