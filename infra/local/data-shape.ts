/**
 * The form of what a data folder holds. It rises with every change after which items, or the local services' own state, that were written before are no longer found or
 * understood: another key or index of what there is, a field that it must have now. Folders of an earlier form are not opened.
 */
export const DATA_SHAPE = 3;

/** Of folders from before the form was kept. */
const FIRST_SHAPE = 1;

/** What is wrong with data of a form (its text in the folder, undefined where there is none), and how to mend it; undefined when this version of the product reads it. */
export function whyNotRead(folder: string, kept: string | undefined): string | undefined {
  const shape = kept === undefined ? FIRST_SHAPE : Number(kept);
  if (shape === DATA_SHAPE) return undefined;
  const version = shape < DATA_SHAPE ? 'an earlier' : 'another';
  return `The data in ${folder} was written by ${version} version of the platform and cannot be read by this one; choose another folder with --data to keep it, or begin with empty data in its place with --fresh.`;
}
