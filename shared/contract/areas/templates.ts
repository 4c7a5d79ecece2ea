import * as z from 'zod/mini';
import { MOST_TEMPLATES } from '#domain/campaign-template.ts';
import { defineEndpoint } from '../endpoint.ts';
import { Done, Instant, id, Money, text } from '../schemas.ts';
import { Applying, CampaignObjective, CampaignTerms, Deliverable, Guidelines, TargetAudience } from './campaigns.ts';

export const CampaignTemplate = z.strictObject({
  /** Of a workspace's own, or the name of a ready-made one. */
  templateId: z.string(),
  origin: z.enum(['own', 'ready']),
  name: z.string(),
  objective: z.nullable(CampaignObjective),
  brief: z.string(),
  guidelines: Guidelines,
  terms: CampaignTerms,
  deliverables: z.array(Deliverable),
  targetAudience: TargetAudience,
  applying: z.optional(Applying),
  /** Null where it says nothing about money; amounts go into campaigns in the same currency only. */
  budget: z.nullable(z.strictObject({ min: Money, max: Money })),
  /** Null for a ready-made one. */
  createdBy: z.nullable(id('user')),
  createdAt: z.nullable(Instant),
});
z.globalRegistry.add(CampaignTemplate, { id: 'CampaignTemplate' });

export const listTemplates = defineEndpoint({
  id: 'templates.list-templates',
  method: 'GET',
  path: '/campaign-templates',
  allow: ['campaign:read'],
  responses: { 200: z.strictObject({ items: z.array(CampaignTemplate), most: z.int() }) },
  errors: [],
  summary: 'What new campaigns may begin with: the templates of the workspace, newest first, and ready-made ones.',
});

export const saveTemplate = defineEndpoint({
  id: 'templates.save-template',
  method: 'POST',
  path: '/campaign-templates',
  allow: ['campaign:write'],
  byGrant: 'never',
  idempotent: true,
  body: z.strictObject({ campaignId: id('campaign'), name: text(1, 80) }),
  responses: { 201: CampaignTemplate },
  errors: ['not_found', 'limit_reached'],
  summary: `Keep a campaign as a template, without its title, brand and days; ${MOST_TEMPLATES} per workspace.`,
});

export const deleteTemplate = defineEndpoint({
  id: 'templates.delete-template',
  method: 'DELETE',
  path: '/campaign-templates/{templateId}',
  allow: ['campaign:write'],
  byGrant: 'never',
  idempotent: true,
  params: z.strictObject({ templateId: id('template') }),
  responses: { 200: Done },
  errors: ['not_found'],
  summary: 'Delete a template of the workspace; campaigns that began with it stay as they are.',
});

export const templateEndpoints = [listTemplates, saveTemplate, deleteTemplate] as const;
