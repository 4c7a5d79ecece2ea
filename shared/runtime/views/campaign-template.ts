import type * as z from 'zod/mini';
import type { CampaignTemplate } from '#contract/areas/templates.ts';
import type { CampaignTemplateItem } from '#data/campaign-template.ts';
import type { ReadyTemplate } from '#domain/campaign-template.ts';
import { NO_GUIDELINES } from '#domain/draft.ts';

/** A template as the API shows it: one of the workspace, or a ready-made one. */
export function templateView(template: CampaignTemplateItem | ReadyTemplate): z.input<typeof CampaignTemplate> {
  const { templateId, name, content } = template;
  const { objective = null, guidelines = NO_GUIDELINES, terms = {}, budget = null, ...rest } = content;
  const own = 'createdBy' in template ? template : undefined;
  return {
    ...{ templateId, origin: own ? 'own' : 'ready', name, objective, guidelines, terms, budget },
    ...(rest as Pick<z.input<typeof CampaignTemplate>, 'brief' | 'deliverables' | 'targetAudience'>),
    ...{ createdBy: own?.createdBy ?? null, createdAt: own?.createdAt ?? null },
  };
}
