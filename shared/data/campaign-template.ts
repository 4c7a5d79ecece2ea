import * as z from 'zod/mini';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';
import { applying, campaignTerms, deliverable, guidelines, money, objective, targetAudience } from './shapes.ts';

/** A beginning for campaigns that a workspace keeps; it is not changed, and needs the campaign it was made from no more. */
export const CampaignTemplates = defineEntity({
  name: 'campaign_template',
  schema: z.object({
    templateId: z.string(),
    workspaceId: z.string(),
    name: z.string(),
    content: z.object({
      objective: z.optional(objective),
      brief: z.string(),
      guidelines: z.optional(guidelines),
      terms: z.optional(campaignTerms),
      deliverables: z.array(deliverable),
      targetAudience,
      applying: z.optional(applying),
      budget: z.optional(z.object({ min: money, max: money })),
    }),
    createdBy: z.string(),
    createdAt: z.string(),
    version: z.int(),
  }),
  key: (template) => keys.campaignTemplate(template.workspaceId, template.templateId),
});
export type CampaignTemplateItem = ValueOf<typeof CampaignTemplates>;

export const campaignTemplateRef = (workspaceId: string, templateId: string) =>
  ref(CampaignTemplates, keys.campaignTemplate(workspaceId, templateId));
