import type { Campaign } from './campaign.ts';
import type { Currency } from './currencies.ts';
import { NO_GUIDELINES } from './draft.ts';

/** What a template brings into a new campaign: what is asked for and of whom, but neither name, brand nor days. */
export interface TemplateContent
  extends Pick<
    Campaign,
    'objective' | 'brief' | 'guidelines' | 'terms' | 'deliverables' | 'targetAudience' | 'applying'
  > {
  /** Absent where the template says nothing about money. */
  budget?: Campaign['budget'] | undefined;
}

/** How many templates of its own a workspace may have. */
export const MOST_TEMPLATES = 50;

/** The content of a campaign without what is of that campaign alone: its days, which lie elsewhere next time. */
export function contentOf(campaign: Campaign): TemplateContent & Pick<Campaign, 'budget'> {
  const { objective, brief, guidelines, terms, deliverables, targetAudience, applying, budget } = campaign;
  return {
    ...(objective ? { objective } : {}),
    ...(guidelines ? { guidelines } : {}),
    ...(terms ? { terms } : {}),
    ...(applying ? { applying: { ...applying, until: null } } : {}),
    ...{ brief, targetAudience, budget },
    deliverables: deliverables.map(({ dueOn: _dueOn, ...deliverable }) => deliverable),
  };
}

/** The content of a template for a campaign in a currency: amounts in another one mean something else there, so that they stay out. */
export function contentIn({ budget, deliverables, ...rest }: TemplateContent, currency: Currency): TemplateContent {
  return {
    ...rest,
    ...(budget?.max.currency === currency ? { budget } : {}),
    deliverables: deliverables.map(({ priceRange, ...deliverable }) =>
      priceRange?.max.currency === currency ? { ...deliverable, priceRange } : deliverable,
    ),
  };
}

/** A template that everybody has. */
export interface ReadyTemplate {
  templateId: string;
  name: string;
  content: TemplateContent;
}

const anybody = { niches: [], countries: [] };
const FEW_CHANGES = { revisionRounds: 1, reviewDays: 5 };

/** Ready-made beginnings for what is asked for most. They name no prices, as those depend on who is asked. */
export const READY_TEMPLATES: readonly ReadyTemplate[] = [
  {
    templateId: 'ready-launch',
    name: 'Product launch',
    content: {
      objective: 'awareness',
      brief:
        'We launch something new and want people to see it in real life on the same days.\n\nWhat it is:\nWho it is for:\nThe one thing people should remember:',
      guidelines: {
        ...NO_GUIDELINES,
        dos: ['Show the product in use within the first three seconds', 'Name the day it is available'],
        donts: ['No comparison with other brands by name', 'No promises about effects that we have not made ourselves'],
      },
      terms: { ...FEW_CHANGES, usageRights: 'Reposts on our own channels for three months, not as advertising.' },
      deliverables: [
        { deliverableId: 'reel', type: 'reel', platform: 'instagram', count: 1 },
        { deliverableId: 'stories', type: 'story', platform: 'instagram', count: 3 },
      ],
      targetAudience: { ...anybody, platforms: ['instagram'] },
    },
  },
  {
    templateId: 'ready-content',
    name: 'Content for our own channels',
    content: {
      objective: 'content',
      brief:
        'We look for short videos that we can use on our own channels and as advertising. Your reach does not matter; how you film does.\n\nWhat to show:\nThe look we like:',
      guidelines: {
        ...NO_GUIDELINES,
        dos: ['Film upright, in daylight, with clear sound', 'Leave the first and last second without text'],
        donts: ['No music that is not cleared for advertising', 'No other brands in the picture'],
      },
      terms: {
        ...{ revisionRounds: 2, reviewDays: 7 },
        usageRights: 'On our own channels and as paid advertising worldwide for twelve months.',
      },
      deliverables: [{ deliverableId: 'videos', type: 'short', platform: 'tiktok', count: 3 }],
      targetAudience: { ...anybody, platforms: ['tiktok', 'instagram'] },
    },
  },
  {
    templateId: 'ready-review',
    name: 'Honest review',
    content: {
      objective: 'engagement',
      brief:
        'Try our product for two weeks and tell people what you really think, what you did not like included.\n\nWhat we send you:\nQuestions that people ask:',
      guidelines: {
        ...NO_GUIDELINES,
        dos: ['Say how long you have used it', 'Answer questions in the comments for two days'],
        donts: ['Do not read out our text'],
      },
      terms: { ...FEW_CHANGES, usageRights: 'Reposts on our own channels for six months, not as advertising.' },
      deliverables: [{ deliverableId: 'review', type: 'video', platform: 'youtube', count: 1 }],
      targetAudience: { ...anybody, platforms: ['youtube'] },
    },
  },
  {
    templateId: 'ready-sale',
    name: 'Sale with a code',
    content: {
      objective: 'sales',
      brief:
        'A sale of a few days with a code of your own.\n\nWhat is on sale and by how much:\nFrom when until when:\nThe page people should go to:',
      guidelines: {
        ...NO_GUIDELINES,
        dos: ['Say the code and show it as text', 'Say until when it can be used'],
        donts: ['No other discount of ours in the same piece'],
      },
      terms: { revisionRounds: 1, reviewDays: 2, usageRights: 'Reposts on our own channels until the sale is over.' },
      deliverables: [
        { deliverableId: 'stories', type: 'story', platform: 'instagram', count: 4 },
        { deliverableId: 'short', type: 'short', platform: 'tiktok', count: 1 },
      ],
      targetAudience: { ...anybody, platforms: ['instagram', 'tiktok'] },
    },
  },
];

/** A ready-made template by its id. */
export function readyTemplate(templateId: string | undefined): ReadyTemplate | undefined {
  return READY_TEMPLATES.find((one) => one.templateId === templateId);
}

/** A new draft of the same brand with the contents of another campaign; its days are left open, its title says that it is a copy. Nothing that happened in the other one comes along. */
export function duplicateOf(original: Campaign, campaignId: string, nowIso: string): Campaign {
  const { workspaceId, brandId, brandName, title } = original;
  return {
    ...{ campaignId, workspaceId, brandId, ...(brandName ? { brandName } : {}) },
    ...contentOf(original),
    title: `Copy of ${title}`.slice(0, 160),
    ...{ startDate: null, endDate: null, status: 'draft', version: 1, createdAt: nowIso, updatedAt: nowIso },
  };
}
