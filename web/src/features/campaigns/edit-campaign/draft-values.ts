import * as z from 'zod/mini';
import { updateCampaign } from '#contract/areas/campaigns.ts';
import { canonicalJson } from '#domain/canonical.ts';
import type { DraftStep } from '#domain/draft.ts';
import type { CampaignView } from '../campaign-words.tsx';

const { version: _version, ...fields } = updateCampaign.body.shape;

/** What may be written of a draft, field by field. */
export const DraftFields = z.strictObject(fields);
export type DraftValues = z.input<typeof DraftFields>;
export type DraftField = keyof DraftValues;
export const DRAFT_FIELDS = Object.keys(fields) as DraftField[];

export const STEP_NAMES: Record<DraftStep, string> = {
  brief: 'Objective and brief',
  deliverables: 'Deliverables',
  guidelines: 'Guidelines',
  budget: 'Budget and terms',
  review: 'Review',
};

export const FIELD_NAMES: Record<DraftField, string> = {
  title: 'Title',
  objective: 'Objective',
  brief: 'Brief',
  guidelines: 'Guidelines',
  terms: 'Terms',
  budgetMin: 'Budget from',
  budgetMax: 'Budget up to',
  startDate: 'First day',
  endDate: 'Last day',
  deliverables: 'Deliverables',
  targetAudience: 'Who should apply',
  applying: 'Applications',
};

/** A saved draft as the values of the form; what is not said yet is absent. */
export function valuesOf(campaign: CampaignView): DraftValues {
  const { title, objective, brief, guidelines, terms, budget, startDate, endDate, deliverables } = campaign;
  const { targetAudience, applying } = campaign;
  return structuredClone({
    ...{ title, objective, brief, guidelines, terms, startDate, endDate, deliverables, targetAudience, applying },
    budgetMin: budget.min.amountMinor || undefined,
    budgetMax: budget.max.amountMinor || undefined,
  });
}

/** The same text for what means the same: an absent value and null are both nothing. */
const textOf = (value: unknown) => canonicalJson({ value: value ?? undefined });

/** The fields that two versions of a draft have different. */
export function changedFields(before: DraftValues, after: DraftValues): DraftField[] {
  return DRAFT_FIELDS.filter((field) => textOf(before[field]) !== textOf(after[field]));
}

/** A draft of which two people have changed their own copy. */
export interface MergedDraft {
  /** Theirs, with what I have changed. */
  values: DraftValues;
  /** Fields that only they have changed: they are new to me. */
  taken: DraftField[];
  /** Fields that both have changed, each to something else; `values` has mine. */
  clashes: DraftField[];
}

/** What I have written and what somebody else saved meanwhile, both from the same version; nothing of either is lost. */
export function mergeDraft(base: DraftValues, mine: DraftValues, theirs: DraftValues): MergedDraft {
  const own = changedFields(base, mine);
  const other = changedFields(base, theirs);
  const differs = changedFields(mine, theirs);
  return {
    values: { ...theirs, ...Object.fromEntries(own.map((field) => [field, mine[field]])) },
    taken: other.filter((field) => !own.includes(field)),
    clashes: own.filter((field) => other.includes(field) && differs.includes(field)),
  };
}
