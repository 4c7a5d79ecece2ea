import { type Refused, refuse } from './decision.ts';
import { ID_PREFIXES } from './ids.ts';
import type { Side } from './offer.ts';
import { foldText, wordsOf } from './search-text.ts';

/** What a talk is about: a campaign, by an application to it, or a single offer, contract or piece of content. There is one talk about each. */
export const THREAD_SUBJECTS = ['campaign', 'offer', 'contract', 'content'] as const;
export type ThreadSubject = (typeof THREAD_SUBJECTS)[number];

const SUBJECT_OF_PREFIX: Record<string, ThreadSubject> = {
  [ID_PREFIXES.application]: 'campaign',
  [ID_PREFIXES.offer]: 'offer',
  [ID_PREFIXES.contract]: 'contract',
};

/** What a talk about the thing of this id is about; of any other id, content. */
export function subjectOf(id: string): ThreadSubject {
  return SUBJECT_OF_PREFIX[id.slice(0, id.indexOf('_'))] ?? 'content';
}

/** The longest message, and how much of one a list shows, characters. */
export const MOST_TEXT = 4000;
const EXCERPT_LENGTH = 140;

/** The most documents of one message, and the most readers that all of them may have together: one commit writes every reader's copy. */
export const MOST_ATTACHMENTS = 10;
export const MOST_ATTACHED_COPIES = 80;

/** Of whom it is kept how far they have read: more than ever belong to one side. */
const MOST_MARKS = 100;

/** A mail about a message goes out only if nobody has read it by then; shorter than the pause before a reaction is repeated, which is what waits. */
export const MAIL_AFTER_SECONDS = 45;

/** How far somebody has read: the number of the newest message they have seen, and when. */
export interface ReadMark {
  side: Side;
  number: number;
  at: string;
}

/** What a list shows of a message. */
export interface LastMessage {
  number: number;
  by: Side;
  authorName: string;
  excerpt: string;
  at: string;
}

/** What the rules look at in a talk. */
export interface Talk {
  messageCount: number;
  last: LastMessage;
  /** By person. */
  marks: Record<string, ReadMark>;
  /** By side: the message that it was last told of, and the event that told it. */
  told: { [S in Side]?: { number: number; eventId: string } | undefined };
}

/** Who writes, what, and when. */
export interface Said {
  by: Side;
  userId: string;
  authorName: string;
  text: string;
  at: string;
}

/** What a message makes of its talk. */
export interface Spoken extends Talk {
  /** Whether the other side is told of this message; of what follows it is told once it has looked. */
  tells: boolean;
}

const otherOf = (side: Side): Side => (side === 'brand' ? 'influencer' : 'brand');

/** The next message of a talk, or the first. Whoever writes has read everything before it. */
export function decideMessage(before: Talk | undefined, said: Said, eventId: string): Spoken {
  const { by, userId, authorName, text, at } = said;
  const number = (before?.messageCount ?? 0) + 1;
  const other = otherOf(by);
  const read = before ? readNumberOf(before, other) : 0;
  const tells = (before?.told[other]?.number ?? 0) <= read;
  return {
    messageCount: number,
    last: { number, by, authorName, excerpt: excerptOf(text), at },
    marks: withMark(before?.marks ?? {}, userId, { side: by, number, at }),
    told: { ...before?.told, ...(tells ? { [other]: { number, eventId } } : {}) },
    tells,
  };
}

/** What reading makes of a talk: undefined when the person had read as far already; refused for a message that there is not. */
export function decideRead(
  talk: Talk,
  { side, userId, number, at }: { side: Side; userId: string; number: number; at: string },
): { marks: Talk['marks']; isNewToSide: boolean } | undefined | Refused<'validation_failed'> {
  if (number > talk.messageCount)
    return refuse('validation_failed', undefined, [
      { path: 'number', message: `must be the number of a message; the newest is ${talk.messageCount}` },
    ]);
  if (number <= (talk.marks[userId]?.number ?? 0)) return undefined;
  return {
    marks: withMark(talk.marks, userId, { side, number, at }),
    isNewToSide: number > readNumberOf(talk, side),
  };
}

/** How many messages a person has not read. Who never opened the talk has what nobody of their side has read, so that a new member does not begin with years of it. */
export function unreadOf(talk: Pick<Talk, 'messageCount' | 'marks'>, side: Side, userId: string | undefined): number {
  if (userId === undefined) return 0;
  return talk.messageCount - (talk.marks[userId]?.number ?? readNumberOf(talk, side));
}

/** How far the side across has read, by whoever of it read last; undefined when nobody has. */
export function readByOther({ marks }: Pick<Talk, 'marks'>, side: Side): { number: number; at: string } | undefined {
  const mark = furthest(marks, otherOf(side));
  return mark && { number: mark.number, at: mark.at };
}

/** The event that told a side of something that this reading is the first to reach; undefined when there is none. */
export function answeredTelling(talk: Pick<Talk, 'marks' | 'told'>, side: Side, userId: string): string | undefined {
  const told = talk.told[side];
  return told && told.number > (talk.marks[userId]?.number ?? 0) ? told.eventId : undefined;
}

/** Whether a message answers a search: each of its words stands in the text or begins the name of who wrote it. */
export function answersSearch(message: { text: string; authorName: string }, typed: string): boolean {
  const searched = foldText(`${message.authorName}\n${message.text}`);
  return wordsOf(typed).every((word) => searched.includes(word));
}

function readNumberOf({ marks }: Pick<Talk, 'marks'>, side: Side): number {
  return furthest(marks, side)?.number ?? 0;
}

/** The mark of a side that reaches furthest; among equals the earliest, which is when it was read. */
function furthest(marks: Talk['marks'], side: Side): ReadMark | undefined {
  return Object.values(marks)
    .filter((mark) => mark.side === side)
    .sort((a, b) => b.number - a.number || (a.at < b.at ? -1 : 1))[0];
}

function withMark(marks: Talk['marks'], userId: string, mark: ReadMark): Talk['marks'] {
  const { [userId]: _before, ...others } = marks;
  const newest = Object.entries(others).sort(([, a], [, b]) => (a.at < b.at ? 1 : -1));
  return Object.fromEntries([[userId, mark], ...newest.slice(0, MOST_MARKS - 1)]);
}

/** The beginning of a text in one line. */
function excerptOf(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= EXCERPT_LENGTH ? line : `${line.slice(0, EXCERPT_LENGTH - 1).trimEnd()}…`;
}
