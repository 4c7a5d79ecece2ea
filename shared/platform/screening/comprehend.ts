import { ComprehendClient, DetectDominantLanguageCommand, DetectToxicContentCommand } from '@aws-sdk/client-comprehend';
import type { Finding } from '#domain/screening.ts';
import { type NamedLabel, toxicityFinding } from '#domain/service-screening.ts';

const NAME = 'Amazon Comprehend';

/** Of DetectToxicContent: parts of a text in one call, and bytes of one part (API reference, TextSegments). Each leaves room for a character cut off. */
const MOST_PARTS = 10;
const MOST_PART_BYTES = 1000;
/** DetectDominantLanguage needs as many characters (API reference, Text), and takes more than any text here has. */
const LEAST_CHARACTERS = 20;
/** From this confidence on the language counts as known. */
const LANGUAGE_SCORE = 0.8;

/** Somebody waits for the answer of the request: without one after two tries nobody has looked. */
let shared: ComprehendClient | undefined;
function client(): ComprehendClient {
  shared ??= new ComprehendClient({
    maxAttempts: 2,
    requestHandler: { requestTimeout: 2000, connectionTimeout: 1000, throwOnRequestTimeout: true },
  });
  return shared;
}

/** Whether a text insults or threatens; `not_screened`, with the reason, for other languages than English and when the service does not answer. */
export async function screenToxicity(text: string): Promise<Finding> {
  try {
    const language = await languageOf(text);
    if (language !== 'en') return unscreened(WHY_NOT[language === undefined ? 'unclear' : 'foreign']);
    return toxicityFinding(await labelsOf(text), NAME);
  } catch {
    // Whatever failed, a person looks: an error is no approval.
    return unscreened('The service did not answer.');
  }
}

const WHY_NOT = {
  foreign: 'Only English texts can be screened for insults and threats, and this is another language.',
  unclear: 'Only English texts can be screened for insults and threats, and the language of this one is not clear.',
};

function unscreened(why: string): Finding {
  return { check: 'toxicity', outcome: 'not_screened', says: [why], by: NAME };
}

/** The language of a text as a code; undefined where it is too short or not clear. */
async function languageOf(text: string): Promise<string | undefined> {
  if (text.trim().length < LEAST_CHARACTERS) return undefined;
  const { Languages = [] } = await client().send(new DetectDominantLanguageCommand({ Text: text }));
  const [first] = Languages;
  return (first?.Score ?? 0) >= LANGUAGE_SCORE ? first?.LanguageCode : undefined;
}

async function labelsOf(text: string): Promise<NamedLabel[]> {
  const parts = partsOf(text);
  const labels: NamedLabel[] = [];
  for (let at = 0; at < parts.length; at += MOST_PARTS) {
    const TextSegments = parts.slice(at, at + MOST_PARTS).map((Text) => ({ Text }));
    const { ResultList } = await client().send(new DetectToxicContentCommand({ LanguageCode: 'en', TextSegments }));
    if (ResultList?.length !== TextSegments.length) throw new Error(`${NAME} has not answered for every part.`);
    for (const { Labels = [] } of ResultList)
      for (const { Name = 'UNKNOWN', Score = 1 } of Labels) labels.push({ name: Name, percent: Score * 100 });
  }
  return labels;
}

/** A text in parts that are short enough, cut between words where there is one. */
export function partsOf(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  const bytes = (one: string) => Buffer.byteLength(one);
  for (const word of text.split(/(?<=\s)/u)) {
    for (const piece of bytes(word) > MOST_PART_BYTES ? [...word] : [word]) {
      if (part !== '' && bytes(part) + bytes(piece) > MOST_PART_BYTES) {
        parts.push(part);
        part = '';
      }
      part += piece;
    }
  }
  return [...parts, part].filter((one) => one.trim() !== '');
}
