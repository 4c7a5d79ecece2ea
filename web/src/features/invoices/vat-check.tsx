import type * as z from 'zod/mini';
import type { VatCheck } from '#contract/schemas.ts';
import { Notice, type Tone } from '@/ui/feedback.tsx';
import { RelativeTime } from '@/ui/relative-time.tsx';

type Check = z.output<typeof VatCheck>;

const WORDS: Record<Check['state'], { title: string; tone: Tone; text: string }> = {
  valid: {
    title: 'The VAT number is valid',
    tone: 'good',
    text: 'VIES, the service of the European Commission, knows it.',
  },
  invalid: {
    title: 'VIES does not know this VAT number',
    tone: 'attention',
    text: 'Look whether it is right, and whether it is registered for trade in the European Union. Documents show it as it is.',
  },
  not_checked: {
    title: 'The VAT number could not be checked',
    tone: 'info',
    text: 'VIES did not answer. It is kept as it is; saving it again asks once more.',
  },
};

/** What VIES said of the VAT number that is kept; nothing for a number it does not know about. */
export function VatCheckNotice({ check }: { check: Check | null }) {
  if (!check) return null;
  const { title, tone, text } = WORDS[check.state];
  return (
    <Notice tone={tone} title={title}>
      {text} Asked <RelativeTime at={check.checkedAt} />.
    </Notice>
  );
}
