import type { EventDraft } from '#contract/events.ts';
import { budgetRef } from '#data/budget.ts';
import type { CampaignItem } from '#data/campaign.ts';
import { campaignTagsRef } from '#data/campaign-tags.ts';
import { type Change, create } from '#data/change.ts';
import type { Ref } from '#data/entity.ts';
import { partitions } from '#data/keys.ts';
import { threadRef } from '#data/message.ts';
import type { RuleItem, RuleRunItem } from '#data/rule.ts';
import { Tasks } from '#data/task.ts';
import { brandRef, type Member, memberRef } from '#data/workspace.ts';
import { dayOfMs } from '#domain/day.ts';
import { isRefused, type Refused, refuse } from '#domain/decision.ts';
import type { ThreadSubject } from '#domain/message.ts';
import { type ActionOf, fillText, type RuleAction } from '#domain/rules/rule.ts';
import { editTags } from '#domain/rules/tags.ts';
import type { MemberActor } from '../actor.ts';
import { newThread, stillOpen, type TalkThings, talkThings } from '../begin-talk.ts';
import { planCommand } from '../command-campaign.ts';
import { derivedId, idFromEvent } from '../derived-id.ts';
import { speak } from '../talks.ts';
import { planTags } from './tag-campaign.ts';
import { newTask, taskEvent } from './task-event.ts';

/** One action at its turn. */
export interface Turn {
  rule: RuleItem;
  run: RuleRunItem;
  campaign: CampaignItem;
  author: Member;
  index: number;
  now: { nowMs: number; nowIso: string; eventId: string };
}

/** What an action writes, in the commit that also notes in its run that it was done. */
export interface Effect {
  changes: readonly Change[];
  event?: EventDraft;
  note: string | null;
}

type Reads = Record<string, Ref<object> | undefined>;
// biome-ignore lint/suspicious/noExplicitAny: what an action reads is known to the action alone
type Read = any;

interface Doing<A extends RuleAction> {
  reads?: (run: RuleRunItem, action: A, before: { campaign: CampaignItem; author: Member }) => Reads;
  plan: (turn: Turn, action: A, read: Read) => Effect | Refused;
}

/** What comes of an action has an id that follows from the run and its place there: a repeat makes the same. */
export const idOfTurn = (kind: 'message' | 'task' | 'delivery', { run, index }: Pick<Turn, 'run' | 'index'>) =>
  idFromEvent(kind, run.event.eventId, run.runId, index);

const notify: Doing<ActionOf<'notify'>> = {
  plan: ({ rule, run, campaign, index }, { roles, text }) => {
    const { workspaceId, ruleId, name } = rule;
    const { campaignId, title } = campaign;
    return {
      changes: [],
      event: {
        ...{ type: 'RuleNotified', aggregateId: run.runId, seq: index + 1 },
        partition: partitions.campaign(workspaceId, campaignId),
        data: { workspaceId, campaignId, ruleId, name, title, roles: [...roles], text: fillText(text, campaign) },
      },
      note: null,
    };
  },
};

/** What a message to the creator of an event is about: the nearest thing that both sides have. */
function subjectIn(data: Readonly<Record<string, unknown>>): { kind: ThreadSubject; id: string } | undefined {
  const named: [ThreadSubject, unknown][] = [
    ['content', data.contentId],
    ['contract', data.contractId],
    ['offer', data.offerId],
    ['campaign', data.applicationId],
  ];
  const [kind, id] = named.find(([, one]) => typeof one === 'string') ?? [];
  return kind && { kind, id: String(id) };
}

/** The author, as whom a rule writes. */
const writerOf = ({ workspaceId, userId, role }: Member, brandId: string): MemberActor => ({
  ...{ kind: 'member', workspaceId, userId, role, brandId, sessionId: 'rule' },
});

const message: Doing<ActionOf<'message'>> = {
  reads: ({ workspaceId, campaignId, event: { data } }, _action, { campaign, author }) => {
    const about = subjectIn(data);
    if (typeof data.threadId === 'string') return { thread: threadRef(workspaceId, data.threadId) };
    return about
      ? {
          ...talkThings(writerOf(author, campaign.brandId), campaignId, about),
          thread: threadRef(workspaceId, derivedId('thread', about.id)),
        }
      : {};
  },
  plan: (turn, { text }, { thread, ...things }) => {
    const { run, campaign, author, now } = turn;
    const about = subjectIn(run.event.data);
    const fresh = about && newThread({ threadId: derivedId('thread', about.id), about }, things as TalkThings);
    const place = thread ?? fresh;
    if (place?.campaignId !== campaign.campaignId) return refuse('not_found', 'There is nothing to talk about.');
    const spoken = speak(
      place,
      {
        ...{ writer: writerOf(author, campaign.brandId), member: author, documents: [] },
        ...{ text: fillText(text, campaign), messageId: idOfTurn('message', turn) },
      },
      now,
    );
    if (isRefused(spoken)) return spoken;
    const changes = [...spoken.changes, ...(thread ? [] : stillOpen(things as TalkThings))];
    return { changes, event: spoken.event, note: null };
  },
};

const changeStatus: Doing<ActionOf<'change_status'>> = {
  reads: ({ workspaceId, campaignId }, _action, { campaign }) => ({
    budget: budgetRef(workspaceId, campaignId),
    brand: brandRef(workspaceId, campaign.brandId),
  }),
  plan: ({ campaign, now }, { command }, { budget, brand }) => {
    const planned = planCommand({ campaign, budget, brand }, command, { nowIso: now.nowIso });
    if (isRefused(planned)) return planned;
    return { changes: planned.changes, event: planned.event, note: `It is ${planned.campaign.status} now.` };
  },
};

const tag: Doing<ActionOf<'tag'>> = {
  reads: ({ workspaceId, campaignId }) => ({ before: campaignTagsRef(workspaceId, campaignId) }),
  plan: ({ campaign }, action, { before }) => {
    const edited = editTags(before?.tags ?? [], action);
    if (isRefused(edited)) return edited;
    const planned = planTags(campaign, before, edited);
    return { ...planned, note: planned.changes.length > 0 ? null : 'It was tagged so already.' };
  },
};

const DAY_MS = 86_400_000;

const task: Doing<ActionOf<'task'>> = {
  reads: ({ workspaceId }, { assigneeId }) => ({
    assignee: assigneeId === null ? undefined : memberRef(workspaceId, assigneeId),
  }),
  plan: (turn, { title, dueInDays, assigneeId }, { assignee }) => {
    const { rule, campaign, now } = turn;
    const { workspaceId, campaignId, title: campaignTitle } = campaign;
    const isGone = assigneeId !== null && !assignee;
    const made = newTask(
      {
        ...{ workspaceId, taskId: idOfTurn('task', turn), title: fillText(title, campaign).slice(0, 200) },
        ...{ campaignId, campaignTitle, assigneeId: isGone ? null : assigneeId },
        dueOn: dueInDays === null ? null : dayOfMs(now.nowMs + dueInDays * DAY_MS),
        ...{ createdBy: null, ruleId: rule.ruleId },
      },
      now.nowIso,
    );
    return {
      changes: [create(Tasks, made)],
      event: taskEvent('TaskAdded', made, made.assigneeId),
      note: isGone ? 'Who was to do it belongs to the workspace no more; it is for anybody.' : null,
    };
  },
};

/** What each action writes in one commit with its run. What is made of more than that, or waits, is in run-rule.ts. */
export const DOINGS: { [K in Exclude<RuleAction['kind'], 'invite' | 'webhook' | 'wait'>]: Doing<ActionOf<K>> } = {
  notify,
  message,
  change_status: changeStatus,
  tag,
  task,
};
