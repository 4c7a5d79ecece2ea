import { useId, useState } from 'react';
import { listCampaignTags, putCampaignTags } from '#contract/areas/tasks.ts';
import { LONGEST_TAG, MOST_TAGS, plainTag } from '#domain/rules/tags.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { useMay } from '@/api/session.ts';
import { Button, IconButton } from '@/ui/button.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card } from '@/ui/layout.tsx';

/** What a campaign is sorted by. */
export function CampaignTags({ campaignId }: { campaignId: string }) {
  const mayWrite = useMay('campaign:write', campaignId);
  const known = useEndpoint(listCampaignTags, { query: { limit: 1, campaignId } });
  const change = useEndpointMutation(putCampaignTags, { invalidates: [listCampaignTags] });
  const [text, setText] = useState('');
  const inputId = useId();
  const tags = known.data?.items[0]?.tags ?? [];
  const put = (next: string[]) => change.mutate({ params: { campaignId }, body: { tags: next } });
  if (!known.data || (tags.length === 0 && !mayWrite)) return null;
  return (
    <Card title="Tags" lead="What you sort campaigns by. Rules can add tags, and ask for them.">
      <ul className="flex flex-wrap gap-2" aria-label="Tags of this campaign">
        {tags.map((tag) => (
          <li key={tag} className="inline-flex items-center rounded-full bg-sunken pl-3 text-small font-medium">
            <span className="py-1.5 pr-3 wrap-anywhere">{tag}</span>
            {mayWrite && (
              <IconButton
                icon="close"
                label={`Remove the tag ${tag}`}
                className="-ml-3 scale-75"
                disabled={change.isPending}
                onClick={() => put(tags.filter((one) => one !== tag))}
              />
            )}
          </li>
        ))}
      </ul>
      {mayWrite && tags.length < MOST_TAGS && (
        <form
          noValidate
          className="mt-3 flex flex-wrap items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            const tag = plainTag(text);
            if (tag === '') return;
            put([...tags, tag]);
            setText('');
          }}
        >
          <label htmlFor={inputId} className="sr-only">
            Another tag
          </label>
          <input
            id={inputId}
            className="control max-w-60"
            autoComplete="off"
            maxLength={LONGEST_TAG}
            placeholder="Another tag"
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
          <Button type="submit" busy={change.isPending}>
            Add tag
          </Button>
        </form>
      )}
      <FormError error={change.error} />
    </Card>
  );
}
