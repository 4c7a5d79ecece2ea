import { countryName } from '../../ui/places.ts';
import { compactNumber, nicheName, platformName } from '../../ui/words.ts';

/** A reason as the server gives it: with the values of both sides it rests on. */
export interface FitReasonView {
  code: 'niche' | 'platform' | 'followers' | 'country' | 'audience';
  text: string;
  campaignValues: readonly (string | number)[];
  profileValues: readonly (string | number)[];
}

const listed = (names: readonly string[]) => new Intl.ListFormat('en', { type: 'conjunction' }).format(names);
const names = (values: readonly (string | number)[], nameOf: (value: string) => string) =>
  listed(values.map((value) => nameOf(String(value))));

/** The reason in the names people know (Instagram, Germany, 48K); the server's own sentence where its values are not as expected. */
export function fitSentence({ code, text, campaignValues, profileValues }: FitReasonView): string {
  if (profileValues.length === 0) return text;
  const lower = (niche: string) => nicheName(niche).toLowerCase();
  switch (code) {
    case 'niche':
      return campaignValues.length === 0
        ? `Open to every niche, so also to ${names(profileValues, lower)}.`
        : `You post about ${names(profileValues, lower)}, which this campaign looks for.`;
    case 'platform':
      return `You publish on ${names(profileValues, platformName)}, where this campaign runs.`;
    case 'followers': {
      const [platform, followers] = profileValues;
      if (typeof followers !== 'number') return text;
      return `Your ${compactNumber(followers)} followers on ${platformName(String(platform))} are what this campaign asks for.`;
    }
    case 'country':
      return `You are in ${names(profileValues, countryName)}, one of the countries of this campaign.`;
    case 'audience':
      return `${profileValues[0]}% of your audience is in ${names(campaignValues, countryName)}.`;
  }
}
