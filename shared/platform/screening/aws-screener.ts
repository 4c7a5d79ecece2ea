import { mediaFinding, whyNotMeasurable } from '#domain/service-screening.ts';
import { embeddedScreener } from './embedded-screener.ts';
import type { Screener } from './screener.ts';

/** Why files at addresses elsewhere are never measured. */
export const ELSEWHERE = 'Pictures and videos at other addresses cannot be screened.';

/**
 * Amazon Comprehend for what a text means, in the request; Amazon Rekognition for pictures and films, after it: a function is told of the content and of each result. Swearing stays with the
 * list of words, which says which word it is.
 */
export const awsScreener: Screener = {
  screenText: async (text) => {
    const own = await embeddedScreener.screenText(text);
    const words = own.filter(({ check }) => check !== 'toxicity');
    if (text.trim() === '') return own;
    // The SDK's client is loaded only where it is called.
    const { screenToxicity } = await import('./comprehend.ts');
    return [...words, await screenToxicity(text)];
  },
  screenMedia: async (media, elsewhere) => {
    if (media.length + elsewhere.length === 0) return [{ check: 'media', outcome: 'passed', says: [] }];
    if (media.some((medium) => whyNotMeasurable(medium) === undefined))
      return [{ check: 'media', outcome: 'screening', says: [], by: 'Amazon Rekognition' }];
    const results = media.map((medium) => ({ why: whyNotMeasurable(medium) ?? '' }));
    return [mediaFinding(results, elsewhere.length > 0 ? [ELSEWHERE] : [])];
  },
};
