import type { Finding } from '#domain/screening.ts';
import { awsScreener } from './aws-screener.ts';
import { embeddedScreener } from './embedded-screener.ts';

/** Files of content, as far as a screener is told of them. */
export interface ScreenedMedium {
  uploadId: string;
  contentType: string;
  sizeBytes: number;
}

/** Whoever screens what takes more than a list of words. It says only what it has measured; of the rest it says that nobody has looked. */
export interface Screener {
  /** Profanity and toxicity of a text. */
  screenText(text: string): Promise<Finding[]>;
  /** What pictures and videos show, as far as it is known at once: `screening` where the result comes later. `elsewhere` are addresses of files that are not with us. */
  screenMedia(media: readonly ScreenedMedium[], elsewhere: readonly string[]): Promise<Finding[]>;
}

const SCREENERS: Readonly<Record<string, Screener>> = { embedded: embeddedScreener, aws: awsScreener };

/** The screener of this deployment; throws for a name that is none, so that nothing is let through unlooked at. */
export function screenerNamed(name: string): Screener {
  const found = SCREENERS[name];
  if (!found) throw new Error(`There is no screener “${name}”; SCREENING is embedded or aws.`);
  return found;
}
