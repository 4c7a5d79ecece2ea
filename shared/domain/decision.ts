/** One thing wrong with an input, with the path of the field. */
export interface Issue {
  path: string;
  message: string;
}

/** A business refusal: an expected answer, named by a code of the contract's closed list. */
export interface Refused<Code extends string = string> {
  readonly refused: Code;
  readonly detail?: string;
  readonly issues?: readonly Issue[];
}

/** Makes a refusal; `detail` says what is wrong and how to mend it. */
export function refuse<const Code extends string>(
  refused: Code,
  detail?: string,
  issues?: readonly Issue[],
): Refused<Code> {
  return { refused, ...(detail === undefined ? {} : { detail }), ...(issues === undefined ? {} : { issues }) };
}

/** Whether a decision came out as a refusal. */
export function isRefused<T extends object, R extends Refused>(value: T | R): value is R {
  return 'refused' in value;
}
