import { describe, expect, it } from 'vitest';
import {
  exclusiveUntil,
  issuesOfRights,
  RIGHTS_CHANNELS,
  rightsAlerts,
  rightsEndOn,
  rightsWarnings,
  type UsageRights,
} from './usage-rights.ts';

const rights: UsageRights = {
  channels: ['brand_social'],
  territories: ['DE'],
  termDays: 180,
  paidAds: false,
  whitelisting: false,
};
const terms = (edit: Partial<UsageRights> = {}, usageRights = '') => ({
  dueOn: '2027-03-01',
  usageRights,
  rights: { ...rights, ...edit },
});

describe('what is said of the use of content', () => {
  it.each([
    ['named term by term', terms(), []],
    ['in words alone, as in older offers', { dueOn: '2027-03-01', usageRights: 'Six months.' }, []],
    ['nothing at all', { dueOn: '2027-03-01', usageRights: '' }, ['rights']],
    ['no channel, but for ads', terms({ channels: [], paidAds: true }), []],
    ['no use', terms({ channels: [] }), ['rights.channels']],
    ['a channel twice', terms({ channels: ['email', 'email'] }), ['rights.channels.1']],
    [
      'what is no country',
      terms({ territories: ['GB', 'UK', 'ZZ'] }),
      ['rights.territories.1', 'rights.territories.2'],
    ],
    ['a country twice', terms({ territories: ['DE', 'AT', 'DE'] }), ['rights.territories.2']],
  ])('is %s', (_name, given, paths) => {
    expect(issuesOfRights(given).map(({ path }) => path)).toEqual(paths);
  });

  it('ends so many days after all is due', () => {
    expect(rightsEndOn('2027-03-01', { termDays: 30 })).toBe('2027-03-31');
    expect(rightsEndOn('2027-03-01', { termDays: null })).toBeNull();
    expect(exclusiveUntil('2028-02-28', { days: 1 })).toBe('2028-02-29');
  });
});

describe('a warning', () => {
  const everywhere = { channels: [...RIGHTS_CHANNELS], territories: [], paidAds: true };
  it.each([
    ['is given of rights without end', terms({ termDays: null }), ['perpetual']],
    ['is given of every channel, everywhere, with ads', terms(everywhere), ['unlimited']],
    ['is not given where one country is named', terms({ ...everywhere, territories: ['DE'] }), []],
    ['is not given where one channel is left out', terms({ ...everywhere, channels: RIGHTS_CHANNELS.slice(1) }), []],
    ['is given of words like it', terms({}, 'Full BUYOUT of all material'), ['wide_words']],
    ['is given of German words like it', terms({}, 'Zeitlich unbegrenzt'), ['wide_words']],
    ['is not given of plain words', terms({}, 'Our own channels, six months.'), []],
  ])('%s', (_name, given, alerts) => {
    expect(rightsAlerts(given)).toEqual(alerts);
    expect(rightsWarnings(given)).toHaveLength(alerts.length);
  });
});
