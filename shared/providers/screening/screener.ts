import type { Finding } from '#domain/screening.ts';

/** Files of content, as far as a screener is told of them. */
export interface ScreenedMedium {
  uploadId: string;
  contentType: string;
}

/** Whoever screens what takes more than a list of words. It says only what it has measured; of the rest it says that nobody has looked. */
export interface Screener {
  /** Profanity and toxicity of a text. */
  screenText(text: string): Promise<Finding[]>;
  /** What pictures and videos show; `elsewhere` are addresses of files that are not with us. */
  screenMedia(media: readonly ScreenedMedium[], elsewhere: readonly string[]): Promise<Finding[]>;
}
