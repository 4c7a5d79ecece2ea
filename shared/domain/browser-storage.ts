/** One thing that the site leaves in a browser. */
export interface StoredEntry {
  name: string;
  where: 'cookie' | 'local storage';
  /** Of the law (ePrivacy directive, article 5(3)): strictly necessary for what the visitor asked for, or their own setting. Neither needs consent. */
  category: 'necessary' | 'setting';
  purpose: string;
  lifetime: string;
}

/** Everything that the site leaves in a browser; the page about cookies lists it, and a test looks for what it forgot. */
export const BROWSER_STORAGE: readonly StoredEntry[] = [
  {
    name: '__Host-rt',
    where: 'cookie',
    category: 'necessary',
    purpose: 'Keeps you logged in. Unreadable for scripts, sent to this site alone, and different after every use.',
    lifetime: '14 days without use, 30 days at most; removed when you log out',
  },
  {
    name: '__Host-su',
    where: 'cookie',
    category: 'necessary',
    purpose: 'Ties the code that we mail at sign-up to the browser that signed up.',
    lifetime: 'Until the code is entered; 7 days at most',
  },
  {
    name: '__Host-social',
    where: 'cookie',
    category: 'necessary',
    purpose: 'Ties the answer of a social platform to the browser that asked to connect an account.',
    lifetime: '10 minutes',
  },
  {
    name: '__Host-li',
    where: 'cookie',
    category: 'necessary',
    purpose: 'Ties the answer of Google or LinkedIn to the browser that asked to log in or to link them.',
    lifetime: 'Until you are logged in; 40 minutes at most',
  },
  {
    name: 'accord-theme',
    where: 'local storage',
    category: 'setting',
    purpose: 'Light or dark, when you choose one in your account. It never leaves your browser.',
    lifetime: 'Until you choose “As this device” or clear your browser',
  },
  {
    name: 'accord-uploads',
    where: 'local storage',
    category: 'necessary',
    purpose:
      'Names the long films that you began to send from this browser, by file name, size and last change, so that they go on after an interruption. It never leaves your browser.',
    lifetime: 'Until a film has arrived or you remove it, 24 hours at most; the file name only until you log out',
  },
];
