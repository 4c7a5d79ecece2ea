import { describe, expect, it } from 'vitest';
import { EVENTS, type EventType } from './events.ts';
import { channelsOf, NOTICE_CHANNELS, NOTICE_LINES } from './notice-channels.ts';
import { NOTICED_EVENTS, noticesOf, sideOf } from './notices.ts';

const lines = [...NOTICE_LINES].map(([kind, line]) => ({ kind, line }));

describe('the table of channels', () => {
  it('has a line for every event that tells anybody anything, and for no other', () => {
    expect(Object.keys(NOTICE_CHANNELS).sort()).toEqual([...NOTICED_EVENTS].sort());
  });

  it.each(Object.keys(EVENTS) as EventType[])('says how %s reaches each side that it tells', (type) => {
    for (const { to } of noticesOf({ type, data: EVENTS[type].sample }))
      expect(channelsOf(type, sideOf(to)).line.says).not.toBe('');
  });

  it.each(lines)('says $kind as one reads it in a list: $line.says', ({ line: { says } }) => {
    expect(says).toMatch(/^[A-Z].*[^.]$/);
    expect(says.length).toBeLessThanOrEqual(60);
  });

  it.each(lines.filter(({ line }) => line.locked))(
    'mails $kind at once, since nobody can switch it off',
    ({ line }) => {
      expect(line.mail).toBe('now');
    },
  );

  it('names what is missing for a side that it does not know', () => {
    expect(() => channelsOf('OfferSent', 'brand')).toThrow('OfferSent/brand has no channels; add its line to');
  });

  it('lets nothing about the safety of an account wait for the morning, and nothing else disturb a night', () => {
    const urgent = lines.filter(({ line }) => line.urgent);
    expect(urgent.map(({ kind }) => kind)).toContain('PasswordChanged/person');
    expect(urgent.every(({ line }) => line.locked === 'security')).toBe(true);
  });
});
