import type { Finding, FoundLabel } from './screening.ts';

/** A category that a service knows: its words for people, and from which confidence on it counts as found, percent; null for what brands decide by themselves. */
interface Category {
  words: string;
  flaggedFrom: number | null;
}

/** Below this no service is asked to say anything: what Amazon Rekognition returns when nothing is said (API reference, DetectModerationLabels, MinConfidence). */
export const LEAST_PERCENT = 50;

/** From this confidence on a service's word is taken for its finding; between the two it cannot tell, and a person looks. Ours to choose: AWS gives no threshold, and says to test with one's own content. */
const SURE_PERCENT = 80;

/**
 * The top-level categories of Amazon Rekognition's moderation model 7 (developer guide, "Using the image and video moderation APIs", label categories), compared on 2026-11-21.
 * Swimwear and alcohol are everyday in advertising: what of it is wanted the brief says and the brand judges.
 */
const MEDIA_CATEGORIES: Readonly<Record<string, Category>> = {
  Explicit: { words: 'explicit nudity or sex', flaggedFrom: SURE_PERCENT },
  'Non-Explicit Nudity of Intimate parts and Kissing': { words: 'partial nudity', flaggedFrom: SURE_PERCENT },
  'Swimwear or Underwear': { words: 'swimwear or underwear', flaggedFrom: null },
  Violence: { words: 'violence', flaggedFrom: SURE_PERCENT },
  'Visually Disturbing': { words: 'something disturbing', flaggedFrom: SURE_PERCENT },
  'Drugs & Tobacco': { words: 'drugs or tobacco', flaggedFrom: SURE_PERCENT },
  Alcohol: { words: 'alcohol', flaggedFrom: null },
  'Rude Gestures': { words: 'a rude gesture', flaggedFrom: SURE_PERCENT },
  Gambling: { words: 'gambling', flaggedFrom: SURE_PERCENT },
  'Hate Symbols': { words: 'a symbol of hate', flaggedFrom: SURE_PERCENT },
};

/** The labels of Amazon Comprehend's DetectToxicContent (API reference, ToxicContent), compared on 2026-11-21. Swearing is left to the list of words, which says which word it is. */
const TOXIC_CATEGORIES: Readonly<Record<string, Category>> = {
  GRAPHIC: { words: 'graphic descriptions', flaggedFrom: SURE_PERCENT },
  HARASSMENT_OR_ABUSE: { words: 'harassment', flaggedFrom: SURE_PERCENT },
  HATE_SPEECH: { words: 'hate', flaggedFrom: SURE_PERCENT },
  INSULT: { words: 'an insult', flaggedFrom: SURE_PERCENT },
  PROFANITY: { words: 'swearing', flaggedFrom: null },
  SEXUAL: { words: 'sexual content', flaggedFrom: SURE_PERCENT },
  VIOLENCE_OR_THREAT: { words: 'a threat', flaggedFrom: SURE_PERCENT },
};

/** A category as the service calls it, with its confidence in percent. */
export interface NamedLabel {
  name: string;
  percent: number;
}

/** What a service said of one picture or film: what it named, or why it could not say anything. */
export type MediumResult = { labels: NamedLabel[]; by: string } | { why: string };

/** What a service cannot say of one text or file. */
const UNSURE = 'It may be there, but the service is not sure: look at it yourself.';

interface Weighed {
  found: FoundLabel[];
  unsure: FoundLabel[];
}

/** A category that is new to us counts like the others: nothing is let through because its name was not known. */
function weigh(labels: readonly NamedLabel[], categories: Readonly<Record<string, Category>>): Weighed {
  const best = new Map<string, number>();
  for (const { name, percent } of labels) best.set(name, Math.max(percent, best.get(name) ?? 0));
  const weighed: Weighed = { found: [], unsure: [] };
  for (const [name, percent] of [...best].sort((a, b) => b[1] - a[1])) {
    const { words, flaggedFrom } = categories[name] ?? { words: name.toLowerCase(), flaggedFrom: SURE_PERCENT };
    if (flaggedFrom === null || percent < LEAST_PERCENT) continue;
    weighed[percent >= flaggedFrom ? 'found' : 'unsure'].push({ label: words, percent: Math.round(percent) });
  }
  return weighed;
}

/** What a text comes to by the labels of its parts; `by` names the service. */
export function toxicityFinding(labels: readonly NamedLabel[], by: string): Finding {
  const check = 'toxicity' as const;
  const { found, unsure } = weigh(labels, TOXIC_CATEGORIES);
  if (found.length > 0) return { check, outcome: 'flagged', says: [sentence('It holds', found)], by, labels: found };
  if (unsure.length > 0) return { check, outcome: 'not_screened', says: [UNSURE], by, labels: unsure };
  return { check, outcome: 'passed', says: [], by };
}

/** What all media of a piece come to: the gravest of them counts, and passing takes that every one was measured. */
export function mediaFinding(results: readonly MediumResult[], reasons: readonly string[] = []): Finding {
  const check = 'media' as const;
  const measured = results.flatMap((result) => ('labels' in result ? [result] : []));
  const by = [...new Set(measured.map((one) => one.by))].join(', ') || undefined;
  const { found, unsure } = weigh(
    measured.flatMap(({ labels }) => labels),
    MEDIA_CATEGORIES,
  );
  const whys = [...new Set([...results.flatMap((result) => ('why' in result ? [result.why] : [])), ...reasons])];
  if (found.length > 0)
    return { check, outcome: 'flagged', says: [sentence('It shows', found), ...whys], by, labels: found };
  const open = [...(unsure.length > 0 ? [UNSURE] : []), ...whys];
  if (open.length > 0) return { check, outcome: 'not_screened', says: open, by, labels: unsure };
  return { check, outcome: 'passed', says: [], by };
}

function sentence(begin: string, labels: readonly FoundLabel[]): string {
  return `${begin} ${labels.map(({ label }) => label).join(', ')}.`;
}

/** The largest picture that Amazon Rekognition takes from S3, bytes, and the largest film (developer guide, "Guidelines and quotas"). */
const MOST_PICTURE_BYTES = 15 * 1024 * 1024;
const MOST_FILM_BYTES = 10 * 1024 * 1024 * 1024;

/** Why the service cannot look at a file at all; undefined when it can. */
export function whyNotMeasurable({
  contentType,
  sizeBytes,
}: {
  contentType: string;
  sizeBytes: number;
}): string | undefined {
  if (contentType.startsWith('video/'))
    return sizeBytes > MOST_FILM_BYTES ? 'A video is too large for the screening.' : undefined;
  if (contentType !== 'image/jpeg' && contentType !== 'image/png') return 'Only JPEG and PNG pictures can be screened.';
  return sizeBytes > MOST_PICTURE_BYTES ? 'A picture is too large for the screening.' : undefined;
}

/** Which film of which content a job of the service looks at. */
export interface FilmOfContent {
  workspaceId: string;
  campaignId: string;
  submissionId: string;
  uploadId: string;
}

/** A film's name for a job: a tag takes up to 256 letters, digits, `_`, `.`, `-` and `:` (API reference of Amazon Rekognition, JobTag). */
export function jobTagOf({ workspaceId, campaignId, submissionId, uploadId }: FilmOfContent): string {
  return [workspaceId, campaignId, submissionId, uploadId].join(':');
}

const JOB_TAG = /^(wsp_[0-9A-Z]{26}):(cmp_[0-9A-Z]{26}):(sub_[0-9A-Z]{26}):(upl_[0-9A-Z]{26})$/;

/** The film that a job's tag names; undefined for what is no such tag. */
export function parseJobTag(tag: string): FilmOfContent | undefined {
  const [, workspaceId, campaignId, submissionId, uploadId] = JOB_TAG.exec(tag) ?? [];
  if (!workspaceId || !campaignId || !submissionId || !uploadId) return undefined;
  return { workspaceId, campaignId, submissionId, uploadId };
}
