import type * as z from 'zod/mini';
import type { Application } from '#contract/areas/applications.ts';
import type { ApplicationStatus } from '#domain/application.ts';
import { Badge } from '@/ui/feedback.tsx';

export type ApplicationView = z.output<typeof Application>;

export const APPLICATION_NAMES: Record<ApplicationStatus, string> = {
  pending: 'Waiting for the brand',
  waitlisted: 'On the waiting list',
  approved: 'Approved',
  rejected: 'Not taken',
  withdrawn: 'Withdrawn',
};

/** What comes next, for the applicant. */
export const APPLICATION_NEXT: Record<ApplicationStatus, string> = {
  pending: 'The brand has not decided yet. You can take it back until then.',
  waitlisted: 'The brand keeps it in mind, and you hear when it has decided. You can take it back until then.',
  approved: 'The brand wants to work with you. Its offer appears under Offers.',
  rejected: 'The brand chose others this time.',
  withdrawn: 'You took this back. You may apply again while the campaign is open.',
};

const TONES = {
  pending: 'info',
  waitlisted: 'info',
  approved: 'good',
  rejected: 'neutral',
  withdrawn: 'neutral',
} as const;

/** Where an application stands, as its reader would say it. */
export function ApplicationBadge({ status, forBrand = false }: { status: ApplicationStatus; forBrand?: boolean }) {
  const name = forBrand && status === 'pending' ? 'Waiting for you' : APPLICATION_NAMES[status];
  return <Badge tone={forBrand && status === 'pending' ? 'attention' : TONES[status]}>{name}</Badge>;
}

/** Work that an applicant wants to be looked at. */
export function PortfolioLinks({ links }: { links: readonly string[] }) {
  if (links.length === 0) return null;
  return (
    <ul aria-label="Work to look at" className="mt-3 grid gap-1 text-small">
      {links.map((link) => (
        <li key={link} className="min-w-0 break-all">
          <a
            href={link}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="text-accent underline underline-offset-4"
          >
            {link}
          </a>
        </li>
      ))}
    </ul>
  );
}
