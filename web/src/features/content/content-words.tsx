import type * as z from 'zod/mini';
import type { Content } from '#contract/areas/content.ts';
import type { LiveCheckState, SubmissionStatus } from '#domain/content.ts';
import { Badge } from '@/ui/feedback.tsx';
import { Icon } from '@/ui/icon.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';

export type ContentView = z.output<typeof Content>;

const STATES: Record<SubmissionStatus, { name: string; tone: 'info' | 'good' | 'attention' | 'neutral' }> = {
  pending: { name: 'Waiting for review', tone: 'info' },
  approved: { name: 'Approved', tone: 'good' },
  changes_requested: { name: 'Changes wanted', tone: 'attention' },
  rejected: { name: 'Rejected', tone: 'neutral' },
  live: { name: 'Live', tone: 'good' },
};

/** Where a piece of content stands, as its reader would say it. */
export function ContentBadge({ status, forBrand = false }: { status: SubmissionStatus; forBrand?: boolean }) {
  if (forBrand && status === 'pending') return <Badge tone="attention">Waiting for you</Badge>;
  return <Badge tone={STATES[status].tone}>{STATES[status].name}</Badge>;
}

const CHECKS: Record<LiveCheckState, { tone: 'good' | 'attention' | 'neutral'; text: string }> = {
  found: { tone: 'good', text: 'Confirmed by the platform' },
  not_found: { tone: 'attention', text: 'The platform shows no such post of the connected account' },
  not_theirs: { tone: 'attention', text: 'The post belongs to another account' },
  not_checked: { tone: 'neutral', text: 'Not confirmed by the platform yet' },
};

/** What the platform said of the reported address; a denied one is named, as it stands nowhere else. */
export function LiveCheckNote({ check }: { check: ContentView['liveCheck'] }) {
  if (!check) return null;
  const { tone, text } = CHECKS[check.state];
  return (
    <p className="mt-2 flex flex-wrap items-center gap-2 text-small text-soft">
      <Badge tone={tone}>{text}</Badge>
      {tone === 'attention' && <span className="break-all">{check.url.replace(/^https:\/\//, '')}</span>}
      <RelativeTime at={check.checkedAt} />
    </p>
  );
}

/** Addresses outside of the site; each opens in a new tab and learns nothing of ours. */
export function OutsideLinks({
  urls,
  label,
  onOpen,
}: {
  urls: readonly string[];
  label: string;
  onOpen?: (url: string) => void;
}) {
  return (
    <ul aria-label={label} className="grid gap-1">
      {urls.map((url) => (
        <li key={url} className="flex min-w-0 items-start gap-2">
          <Icon name="link" className="mt-0.5 size-4.5 flex-none text-faint" />
          <a
            href={url}
            rel="noreferrer noopener"
            target="_blank"
            onClick={() => onOpen?.(url)}
            className="min-w-0 font-medium break-all text-accent underline underline-offset-4"
          >
            {url.replace(/^https:\/\//, '')}
            <span className="sr-only"> (opens in a new tab)</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
