import { ID_PREFIXES } from '#domain/ids.ts';
import { derivedCharacters } from './derived-id.ts';

const TIME_LENGTH = 10;
const RANDOM_LENGTH = 16;

/** The id of what an event tells a person: the same for every delivery, and sorted by the event's time. */
export function notificationIdOf(eventId: string, userId: string, noticeIndex: number): string {
  const time = eventId.slice(eventId.indexOf('_') + 1).slice(0, TIME_LENGTH);
  const rest = derivedCharacters(`${eventId}\n${userId}\n${noticeIndex}`, RANDOM_LENGTH);
  return `${ID_PREFIXES.notification}_${time}${rest}`;
}
