import type * as z from 'zod/mini';
import type { Application } from '#contract/areas/applications.ts';
import type { ApplicationStatus } from '#domain/application.ts';
import { Badge } from '@/ui/feedback.tsx';

export type ApplicationView = z.output<typeof Application>;

export const APPLICATION_NAMES: Record<ApplicationStatus, string> = {
  pending: 'Waiting for the brand',
  approved: 'Approved',
  rejected: 'Not taken',
  withdrawn: 'Withdrawn',
};

const TONES = { pending: 'info', approved: 'good', rejected: 'neutral', withdrawn: 'neutral' } as const;

/** Where an application stands, as its reader would say it. */
export function ApplicationBadge({ status, forBrand = false }: { status: ApplicationStatus; forBrand?: boolean }) {
  const name = forBrand && status === 'pending' ? 'Waiting for you' : APPLICATION_NAMES[status];
  return <Badge tone={forBrand && status === 'pending' ? 'attention' : TONES[status]}>{name}</Badge>;
}
