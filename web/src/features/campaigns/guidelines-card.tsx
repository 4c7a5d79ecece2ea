import type { ReactNode } from 'react';
import type * as z from 'zod/mini';
import type { CampaignTerms, Guidelines } from '#contract/areas/campaigns.ts';
import { Card } from '@/ui/layout.tsx';
import { countOf } from '@/ui/words.ts';

/** What creators keep to, and what offers of the campaign begin with; nothing where nothing is said. */
export function GuidelinesCard(props: {
  guidelines: z.output<typeof Guidelines>;
  terms: z.output<typeof CampaignTerms>;
}) {
  const { dos, donts, hashtags, mentions, references } = props.guidelines;
  const { usageRights, revisionRounds, reviewDays } = props.terms;
  const parts: [name: string, value: ReactNode][] = [
    ['Please do', dos.length > 0 && <Lines lines={dos} />],
    ['Please don’t', donts.length > 0 && <Lines lines={donts} />],
    ['Hashtags', hashtags.map((one) => `#${one}`).join(' ')],
    ['Mention', mentions.map((one) => `@${one}`).join(' ')],
    ['Examples and material', references.length > 0 && <Addresses addresses={references} />],
    ['Use of the content', usageRights],
    ['Rounds of changes', revisionRounds !== undefined && countOf(revisionRounds, 'round')],
    ['Content is answered within', reviewDays !== undefined && countOf(reviewDays, 'day')],
  ];
  const said = parts.filter(([, value]) => value);
  if (said.length === 0) return null;
  return (
    <Card title="Guidelines and terms">
      <dl className="grid gap-4">
        {said.map(([name, value]) => (
          <div key={name} className="min-w-0">
            <dt className="text-small text-faint">{name}</dt>
            <dd className="mt-0.5 wrap-anywhere whitespace-pre-line">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="list-disc pl-5">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function Addresses({ addresses }: { addresses: readonly string[] }) {
  return (
    <ul className="grid gap-1">
      {addresses.map((address) => (
        <li key={address}>
          <a href={address} target="_blank" rel="noreferrer noopener" className="break-all text-accent underline">
            {address}
          </a>
        </li>
      ))}
    </ul>
  );
}
