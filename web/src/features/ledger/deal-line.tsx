import type * as z from 'zod/mini';
import type { DealNames } from '#contract/schemas.ts';

/** Whose money it is, in words, with the id to look it up by. */
export function DealLine(props: { deal: z.output<typeof DealNames>; contractId: string; part: string }) {
  const { deal, contractId, part } = props;
  return (
    <p className="text-small wrap-anywhere text-soft">
      {deal.influencerName} for {deal.brandName}, {deal.campaignTitle}
      <span className="block break-all text-faint">
        {contractId}, part {part}
      </span>
    </p>
  );
}
