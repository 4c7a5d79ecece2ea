/** Fewest characters of what is not personal that a password with personal words must have. */
const OWN_CHARACTERS = 6;
/** So many characters around a common password do not make it a good one. */
const STRETCH = 5;
/** Runs that hands and minds fall into, to be found forwards and backwards. */
const RUNS = ['abcdefghijklmnopqrstuvwxyz'.repeat(2), '0123456789'.repeat(4), 'qwertyuiopasdfghjklzxcvbnm'.repeat(2)];
const LOOKALIKES: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};

/**
 * Why a password is too easy to guess, as a sentence; undefined when it will do. No composition rules: only what guessing tries first is refused
 * (OWASP ASVS 5.0, 6.2.4, 6.2.5, 6.2.11). `personal` are the person's own words: name, e-mail address, organisation.
 */
export function findPasswordWeakness(
  password: string,
  personal: readonly string[],
  isCommon: (lowerCase: string) => boolean,
): string | undefined {
  if (/^\s|\s$/.test(password)) return 'A password cannot begin or end with a space.';
  const lower = password.toLowerCase();
  if (isCommon(lower)) return 'This is one of the most common passwords.';
  if (/^(.)\1+$/u.test(lower)) return 'This password is one character repeated.';
  if (/^(.+?)\1+$/u.test(lower)) return 'This password repeats one piece.';
  if (isRun(lower)) return 'This password is a row of neighbouring letters or digits.';
  if (isPersonal(lower, personal))
    return 'This password is little more than your name, your e-mail address or “Accord”.';
  if (isStretched(lower, isCommon)) return 'This is a common password with a few characters added or exchanged.';
  return undefined;
}

function isRun(lower: string): boolean {
  const backwards = [...lower].reverse().join('');
  return RUNS.some((run) => run.includes(lower) || run.includes(backwards));
}

/** A common password within digits and signs, also where letters were exchanged for signs that look like them. */
function isStretched(lower: string, isCommon: (word: string) => boolean): boolean {
  const plain = [...lower].map((character) => LOOKALIKES[character] ?? character).join('');
  if (isCommon(plain)) return true;
  const core = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  // What was cut from the ends is counted before the exchange, which may turn digits at the end into letters.
  const start = lower.indexOf(core);
  const plainCore = plain.slice(start, start + core.length);
  const added = lower.length - core.length;
  return core.length >= 4 && added <= STRETCH && (isCommon(core) || isCommon(plainCore));
}

function isPersonal(lower: string, personal: readonly string[]): boolean {
  const words = [...personal, 'accord']
    .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= 4)
    .sort((a, b) => b.length - a.length);
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), lower);
  return rest !== lower && [...rest].length < OWN_CHARACTERS;
}
