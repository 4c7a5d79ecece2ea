import { useEffect, useRef, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import * as z from 'zod/mini';
import { getCampaign, listCampaigns, updateCampaign } from '#contract/areas/campaigns.ts';
import { stepOf } from '#domain/draft.ts';
import { remember } from '@/api/hooks.ts';
import { api } from '@/api/index.ts';
import { noteOwnWrite } from '@/api/own-writes.ts';
import { ApiError } from '@/api/problem.ts';
import { placeIssues } from '@/ui/form.tsx';
import type { CampaignView } from '../campaign-words.tsx';
import { changedFields, type DraftField, DraftFields, type DraftValues, mergeDraft, valuesOf } from './draft-values.ts';
import { putValues } from './put-values.ts';

export type DraftForm = UseFormReturn<DraftValues, unknown, z.output<typeof DraftFields>>;

/** How long after the last key a draft is saved, ms. */
const REST_MS = 700;

export type SaveState =
  | { kind: 'saved' }
  | { kind: 'saving' }
  /** These fields are wrong and wait to be mended; all others are saved. */
  | { kind: 'held'; fields: readonly DraftField[] }
  | { kind: 'failed'; error: ApiError }
  /** Somebody else has changed these fields too. */
  | { kind: 'clash'; fields: readonly DraftField[]; theirs: DraftValues };

export interface Autosave {
  state: SaveState;
  /** Fields that somebody else has changed and that are now shown as they wrote them. */
  taken: readonly DraftField[];
  /** The draft as it was saved last. */
  saved: CampaignView;
  save: () => Promise<void>;
  /** Ends a clash: with what is in the form, or with what the other wrote. */
  settle: (keep: 'mine' | 'theirs') => void;
}

/** Saves what is written in a draft by itself, field by field; what is wrong waits, and what others wrote meanwhile is merged. */
export function useAutosave(form: DraftForm, campaign: CampaignView): Autosave {
  const [saved, setSaved] = useState(campaign);
  const [state, setState] = useState<SaveState>({ kind: 'saved' });
  const [taken, setTaken] = useState<readonly DraftField[]>([]);
  const base = useRef({ version: campaign.version, values: valuesOf(campaign) });
  const work = useRef<{ timer?: ReturnType<typeof setTimeout> | undefined; running?: Promise<void> | undefined }>({});
  const { campaignId } = campaign;

  function keep(next: CampaignView): void {
    base.current = { version: next.version, values: valuesOf(next) };
    remember(getCampaign, { params: { campaignId } }, next);
    noteOwnWrite(listCampaigns, campaignId, next);
    setSaved(next);
  }

  /** Takes in what somebody else has saved. */
  async function merge(current: CampaignView): Promise<void> {
    const theirs = valuesOf(current);
    const merged = mergeDraft(base.current.values, form.getValues(), theirs);
    keep(current);
    putValues(form, merged.taken, theirs);
    setTaken(merged.taken);
    if (merged.clashes.length > 0) setState({ kind: 'clash', fields: merged.clashes, theirs });
    else await write();
  }

  async function write(): Promise<void> {
    const values = form.getValues();
    const changed = changedFields(base.current.values, values);
    const parsed = changed.map((field) => ({ field, result: z.safeParse(DraftFields.shape[field], values[field]) }));
    // What was said once can be changed, but not left empty.
    const isRight = ({ result }: (typeof parsed)[number]) => result.success && result.data !== undefined;
    const right = parsed.filter(isRight).map(({ field, result }) => [field, result.data] as const);
    const held = parsed.filter((one) => !isRight(one)).map(({ field }) => field);
    for (const field of held)
      if (values[field] === undefined) form.setError(field, { message: 'Fill this in' });
      else void form.trigger(field);
    if (right.length > 0) {
      setState({ kind: 'saving' });
      const body = { version: base.current.version, ...Object.fromEntries(right) };
      const written = await api.call(
        updateCampaign,
        { params: { campaignId }, body },
        { idempotencyKey: crypto.randomUUID() },
      );
      // What the server had against one of them holds no more.
      form.clearErrors(right.map(([field]) => field));
      keep(written);
    }
    setState(held.length > 0 ? { kind: 'held', fields: held } : { kind: 'saved' });
  }

  async function attempt(): Promise<void> {
    try {
      await write();
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      if (problem.code === 'version_conflict')
        return api
          .call(getCampaign, { params: { campaignId } })
          .then(merge)
          .catch((error: ApiError) => setState({ kind: 'failed', error }));
      placeIssues(form, problem);
      const fields = problem.issues.map(({ path }) => path.split('.')[0] as DraftField);
      setState(fields.length > 0 ? { kind: 'held', fields } : { kind: 'failed', error: problem });
    }
  }

  /** One at a time: what is written while one is under way is saved by the next. */
  function save(): Promise<void> {
    clearTimeout(work.current.timer);
    work.current.timer = undefined;
    const next = (work.current.running ?? Promise.resolve()).then(attempt);
    work.current.running = next;
    return next;
  }

  const hasChanges = () => changedFields(base.current.values, form.getValues()).length > 0;
  const latest = useRef({ save, merge, hasChanges, isClashing: false });
  latest.current = { save, merge, hasChanges, isClashing: state.kind === 'clash' };
  useEffect(() => {
    const watching = form.watch((_values, { name, type }) => {
      // Said while it is written, not when the field is left: a press on what comes next would find it moved.
      if (type === 'change' && name) form.clearErrors(name);
      if (latest.current.isClashing || !latest.current.hasChanges()) return;
      clearTimeout(work.current.timer);
      work.current.timer = setTimeout(() => void latest.current.save(), REST_MS);
    });
    const warn = (event: BeforeUnloadEvent) => {
      if (latest.current.hasChanges()) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => {
      watching.unsubscribe();
      window.removeEventListener('beforeunload', warn);
      // Whoever leaves in the moment before it is saved has written it all the same.
      if (work.current.timer !== undefined) void latest.current.save();
    };
  }, [form]);
  // Somebody else's version, which an open screen hears of, is taken in before one's own next word meets it.
  useEffect(() => {
    if (campaign.version > base.current.version && work.current.timer === undefined && !latest.current.isClashing)
      void (work.current.running ?? Promise.resolve()).then(() =>
        campaign.version > base.current.version ? latest.current.merge(campaign) : undefined,
      );
  }, [campaign]);

  return {
    ...{ state, taken, saved, save },
    settle(side) {
      if (state.kind === 'clash' && side === 'theirs') putValues(form, state.fields, state.theirs);
      void save();
    },
  };
}

/** The first field in trouble that is not written in this step. */
export function stepInTrouble(state: SaveState, step: string): ReturnType<typeof stepOf> | undefined {
  if (state.kind !== 'held') return undefined;
  const elsewhere = state.fields.map(stepOf);
  return elsewhere.includes(step as never) ? undefined : elsewhere[0];
}
