/** Characters of the alphabet of GSM phones fit 160 to a message (3GPP TS 23.038); one character outside of it makes that 70. */
const FITTING = 160;

const PLAIN: Record<string, string> = { '“': '"', '”': '"', '’': "'", '‘': "'", '…': '...', '–': '-', '—': '-' };

/** What an SMS says of one notification or of several: one message, in the letters of every phone, with where to read on. */
export function noticeSms(titles: readonly string[], siteOrigin: string): string {
  const [first = '', ...others] = titles;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  const link = ` ${siteOrigin}/notifications`;
  const plain = [...`Accord: ${first}`].map((char) => PLAIN[char] ?? (/[\x20-\x7e]/.test(char) ? char : '?')).join('');
  const room = FITTING - more.length - link.length;
  const said = plain.length <= room ? plain : `${plain.slice(0, room - 3).trimEnd()}...`;
  return `${said}${more}${link}`;
}
