import type * as z from 'zod/mini';
import type { Message, Thread } from '#contract/areas/messages.ts';
import type { Side } from '#domain/offer.ts';

export type ThreadView = z.output<typeof Thread>;
export type MessageView = z.output<typeof Message>;

/** What a talk is about, after the title of its campaign; nothing for the campaign itself. */
export const ABOUT_WORDS: Record<ThreadView['about']['kind'], string | undefined> = {
  campaign: undefined,
  offer: 'Offer',
  contract: 'Contract',
  content: 'Content',
};

/** The side across, by its name. */
export function acrossFrom(side: Side, names: { brandName: string; influencerName: string }): string {
  return side === 'brand' ? names.influencerName : names.brandName;
}

/** What a talk is about in one line. */
export function aboutText({ campaignTitle, about }: Pick<ThreadView, 'campaignTitle' | 'about'>): string {
  return [campaignTitle, ABOUT_WORDS[about.kind]].filter(Boolean).join(' · ');
}
