import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type * as z from 'zod/mini';
import {
  decideModerationItem,
  getModerationItem,
  listModerationQueue,
  type ModerationEntry,
} from '#contract/areas/moderation.ts';
import type { ModerationDecision } from '#domain/moderation.ts';
import { noteAndFollow } from '@/api/follow-up.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { OutsideLinks } from '@/features/content/content-words.tsx';
import { Button } from '@/ui/button.tsx';
import { Notice } from '@/ui/feedback.tsx';
import { Field, Textarea } from '@/ui/field.tsx';
import { FilmPlayer } from '@/ui/film-player.tsx';
import { FormError } from '@/ui/form.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { Loaded } from '@/ui/loaded.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';
import { ScanNote } from '@/ui/scan-note.tsx';
import { toast } from '@/ui/toast.tsx';
import { countOf } from '@/ui/words.ts';
import { BrandStanding } from '../brand-standing.tsx';
import { FindingList } from '../finding-list.tsx';
import { viewModerationItemRoute } from '../routes.ts';

type Entry = z.output<typeof ModerationEntry>;

/** The shortest reason that both sides can make something of, characters. */
const LEAST_REASON = 3;

/** One piece of content, or a campaign before it is published, for a moderator: what it is, what was found, what was decided, and their own decision. */
export function ViewItem() {
  const { itemId } = viewModerationItemRoute.useParams();
  const { workspace } = viewModerationItemRoute.useSearch();
  const item = useEndpoint(getModerationItem, { params: { itemId }, query: { workspaceId: workspace } });
  return (
    <>
      <PageHeader
        title={item.data?.campaignTitle ?? 'Moderation'}
        lead={item.data && `${item.data.kind === 'campaign' ? 'A campaign of' : 'Content for'} ${item.data.brandName}`}
        back={{ label: 'Moderation', to: '/moderation' }}
      />
      <Loaded query={item} title="This cannot be shown">
        {(entry) => (
          <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
            <div className="grid min-w-0 gap-5">
              <Piece entry={entry} />
              <History entry={entry} />
              {entry.brand && <BrandStanding brandId={entry.brand.brandId} workspaceId={entry.workspaceId} />}
            </div>
            <Decide entry={entry} />
          </div>
        )}
      </Loaded>
    </>
  );
}

function Piece({ entry }: { entry: Entry }) {
  const { kind, brand, caption, media, mediaUrls, findings, unanswered } = entry;
  return (
    <>
      {brand?.isNew && (
        <Notice tone="attention" title="The first campaign of a brand that is not verified">
          It waits for you whatever it says. Look at whether the brand is who it says it is.
        </Notice>
      )}
      {unanswered && (
        <Notice tone="attention" title={`The brand has not answered within ${countOf(unanswered.reviewDays, 'day')}`}>
          Nothing could screen the pictures and videos, and nobody at the brand has looked at all of them. Look at them:
          the creator waits for you, and a decision is due <RelativeTime at={unanswered.decideBy} />.
        </Notice>
      )}
      <Card title={kind === 'campaign' ? 'What influencers would read' : 'The content'}>
        <p className="whitespace-pre-line wrap-anywhere">{caption || 'It has no caption.'}</p>
        <div className="mt-3 grid gap-3">
          <Files media={media} />
          <OutsideLinks urls={mediaUrls} label="Media" />
        </div>
      </Card>
      {findings.length > 0 && (
        <Card title="What was found">
          <FindingList findings={findings} />
        </Card>
      )}
    </>
  );
}

/** The files, as pictures and films; their addresses show them for a few minutes. */
function Files({ media }: Pick<Entry, 'media'>) {
  if (media.length === 0) return null;
  return (
    <ul aria-label="Files" className="grid gap-3">
      {media.map(({ uploadId, fileName, contentType, url, thumbnailUrl, scan }) => (
        <li key={uploadId} className="min-w-0">
          {url === null ? (
            <span className="text-small break-all text-soft">{fileName}</span>
          ) : contentType.startsWith('video/') ? (
            <FilmPlayer url={url} stillUrl={thumbnailUrl} fileName={fileName} />
          ) : (
            <img src={url} alt={fileName} className="max-h-80 max-w-full rounded-control border border-line" />
          )}
          <ScanNote scan={scan} />
        </li>
      ))}
    </ul>
  );
}

function History({ entry: { kind, decisions, appeal } }: { entry: Entry }) {
  if (decisions.length === 0 && !appeal) return null;
  return (
    <Card title="What was decided">
      <ul className="grid gap-4">
        {decisions.map(({ decision, reason, by, at }) => (
          <li key={at}>
            <p className="text-small text-faint">
              {by.name} {decision === 'approved' ? 'let it through' : 'did not let it through'} <RelativeTime at={at} />
            </p>
            <p className="wrap-anywhere">{reason}</p>
          </li>
        ))}
        {appeal && (
          <li>
            <p className="text-small text-faint">
              {kind === 'campaign' ? 'The brand' : 'The creator'} appealed <RelativeTime at={appeal.at} />
            </p>
            <p className="wrap-anywhere whitespace-pre-line">{appeal.text}</p>
          </li>
        )}
      </ul>
    </Card>
  );
}

function Decide({ entry }: { entry: Entry }) {
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const mutation = useEndpointMutation(decideModerationItem, {
    onSuccess: () => {
      noteAndFollow(listModerationQueue, entry.itemId, undefined);
      toast(entry.kind === 'campaign' ? 'Decided; the brand is told' : 'Decided; both sides are told');
      void navigate({ to: '/moderation' });
    },
    invalidates: [getModerationItem],
  });
  const { itemId, workspaceId, state, mayDecide } = entry;
  if (state !== 'waits' && state !== 'appealed') return <Notice>It does not wait for a moderator any more.</Notice>;
  if (!mayDecide) return <Notice tone="attention" title="You decided this; the appeal is for another moderator." />;
  const decide = (decision: ModerationDecision) =>
    mutation.mutate({ params: { itemId }, body: { workspaceId, decision, reason: reason.trim() } });
  const isShort = reason.trim().length < LEAST_REASON;
  return (
    <Card title={state === 'appealed' ? 'Decide the appeal' : 'Decide'}>
      <div className="grid gap-4">
        {entry.kind === 'campaign' && <p className="text-soft">Letting it through publishes it.</p>}
        {entry.unanswered && (
          <p className="text-soft">Letting it through approves it, as the contract says of silence.</p>
        )}
        <Field label="Reason" hint={entry.kind === 'campaign' ? 'The brand reads it.' : 'Both sides read it.'}>
          <Textarea rows={4} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <FormError error={mutation.error} />
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" disabled={isShort} busy={mutation.isPending} onClick={() => decide('approved')}>
            Let it through
          </Button>
          <Button variant="danger" disabled={isShort} onClick={() => decide('refused')}>
            Do not let it through
          </Button>
        </div>
      </div>
    </Card>
  );
}
