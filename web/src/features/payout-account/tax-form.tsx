import type { ReactNode } from 'react';
import type * as z from 'zod/mini';
import type { TaxForm } from '#contract/areas/payments.ts';
import { percentText } from '#domain/invoice-tax.ts';
import { BACKUP_WITHHOLDING_BPS } from '#domain/tax-form.ts';
import { Badge, Notice, type Tone } from '@/ui/feedback.tsx';
import { Card, Facts } from '@/ui/layout.tsx';
import { formatDay } from '@/ui/relative-time.tsx';

const WITHHELD = percentText(BACKUP_WITHHOLDING_BPS);

export type TaxFormView = z.output<typeof TaxForm>;

const STATES: Record<TaxFormView['state'], { words: string; tone: Tone }> = {
  missing: { words: 'Missing', tone: 'attention' },
  given: { words: 'Given', tone: 'good' },
  expired: { words: 'Expired', tone: 'bad' },
};

/** How it stands about the form by which somebody says where they owe tax; what is in it is nowhere in Accord. */
export function TaxFormCard({ taxForm }: { taxForm: TaxFormView }) {
  const { form, state, givenOn, validUntil } = taxForm;
  const { words, tone } = STATES[state];
  return (
    <Card title={`Tax form ${form}`} actions={<Badge tone={tone}>{words}</Badge>}>
      <Facts
        items={[
          { name: 'Collected and kept by', value: 'Stripe; Accord never sees the tax number' },
          ...(taxForm.backupWithholding
            ? [{ name: 'Until it is there', value: `${WITHHELD} may have to be kept back (backup withholding)` }]
            : []),
          ...(givenOn ? [{ name: 'Given', value: formatDay(givenOn) }] : []),
          ...(givenOn ? [{ name: 'Holds until', value: validUntil ? formatDay(validUntil) : 'you change it' }] : []),
        ]}
      />
    </Card>
  );
}

/** What a missing or expired form means; nothing while it is there. */
export function TaxFormNotice({ taxForm, action }: { taxForm: TaxFormView; action?: ReactNode }) {
  const { form, state, backupWithholding } = taxForm;
  if (state === 'given') return null;
  const more = action ? { action } : {};
  return (
    <Notice
      tone="attention"
      title={state === 'expired' ? `Your form ${form} has expired` : `Your form ${form} is missing`}
      {...more}
    >
      {backupWithholding
        ? `Until Stripe has it, ${WITHHELD} may have to be kept back of what you are paid (backup withholding in the United States).`
        : 'It says that you owe no tax in the United States. Give it on Stripe’s page; it takes a few minutes.'}
    </Notice>
  );
}
