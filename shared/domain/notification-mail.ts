import { escapeHtml, mailHtml, mailLink, subjectOf } from './mail-layout.ts';
import type { PostOccasion } from './notice-plan.ts';

/** Where somebody says which mails they want, and stops these. */
export interface MailWays {
  siteOrigin: string;
  /** The page that stops mails like this one; null for what cannot be switched off. */
  stopUrl: string | null;
}

/** What a mail about a notification is made of. */
export interface MailContent extends MailWays {
  name: string;
  title: string;
  text: string;
  /** Where its button leads. */
  url: string;
}

export interface ComposedMail {
  subject: string;
  text: string;
  html: string;
}

/** Subject, plain text and HTML of a mail. What people wrote is escaped, and a subject is one line. */
export function notificationMail(content: MailContent): ComposedMail {
  const { name, title, text, url } = content;
  const footer = footerOf(content, 'You get this mail because of your account.');
  return {
    subject: subjectOf(title),
    text: `Hello ${name},\n\n${title}\n\n${text}\n\nOpen Accord: ${url}\n\n${footer.text}`,
    html: mailHtml({
      title: escapeHtml(title),
      greeting: `Hello ${escapeHtml(name)},`,
      text: escapeHtml(text),
      button: { url: escapeHtml(url), label: 'Open Accord' },
      footer: footer.html,
    }),
  };
}

/** One notification in a mail of several. */
export interface DigestItem {
  title: string;
  text: string;
  url: string;
  /** When it was, as the person's clock showed it. */
  when: string;
}

/** What a mail of several notifications is made of. */
export interface DigestContent extends MailWays {
  name: string;
  occasion: PostOccasion;
  /** By what they are about, each with the newest last. */
  sections: readonly { heading: string; items: readonly DigestItem[] }[];
  /** Where all of them are. */
  url: string;
}

/** More of them are only counted. */
export const DIGEST_SHOWS = 30;

const DIGEST_WORDS: Record<PostOccasion, { head: string; why: string }> = {
  quiet: { head: 'While it was quiet', why: 'You get it now because of your quiet hours.' },
  daily: { head: 'Your day on Accord', why: 'You asked for this mail once a day.' },
  weekly: { head: 'Your week on Accord', why: 'You asked for this mail once a week.' },
};

/** One mail for several notifications, in sections; throws for none, since nobody wants an empty mail. */
export function digestMail(content: DigestContent): ComposedMail {
  const { name, occasion, sections, url } = content;
  const count = sections.reduce((sum, { items }) => sum + items.length, 0);
  if (count === 0) throw new Error('A mail of several notifications needs at least one.');
  const { head, why } = DIGEST_WORDS[occasion];
  const title = `${head}: ${count === 1 ? 'one update' : `${count} updates`}`;
  const shown = firstOf(sections, DIGEST_SHOWS);
  const rest = count > DIGEST_SHOWS ? `And ${count - DIGEST_SHOWS} more, which are in the app.` : '';
  const footer = footerOf(content, why);
  const body = shown.map(({ heading, items }) => `${heading}\n${items.map(itemText).join('\n')}`).join('\n\n');
  return {
    subject: subjectOf(title),
    text: `Hello ${name},\n\n${title}\n\n${body}\n\n${rest && `${rest}\n\n`}Open Accord: ${url}\n\n${footer.text}`,
    html: mailHtml({
      title: escapeHtml(title),
      greeting: `Hello ${escapeHtml(name)},`,
      text: 'This is what happened.',
      more: `${shown.map(sectionHtml).join('')}${rest && `<p style="margin:0 0 24px">${rest}</p>\n`}`,
      button: { url: escapeHtml(url), label: 'Open Accord' },
      footer: footer.html,
    }),
  };
}

function firstOf(sections: DigestContent['sections'], most: number): DigestContent['sections'] {
  let left = most;
  return sections
    .map(({ heading, items }) => {
      const taken = items.slice(0, left);
      left -= taken.length;
      return { heading, items: taken };
    })
    .filter(({ items }) => items.length > 0);
}

const itemText = ({ title, text, url, when }: DigestItem) => `- ${title} (${when})\n  ${text}\n  ${url}`;

const HEADING =
  'margin:0 0 8px;font-size:13px;font-weight:600;color:#5d6663;text-transform:uppercase;letter-spacing:.04em';
const ITEM = 'margin:0 0 12px;padding:0 0 12px;border-bottom:1px solid #e3e1da';

function sectionHtml({ heading, items }: DigestContent['sections'][number]): string {
  const rows = items.map(
    ({ title, text, url, when }) =>
      `<div style="${ITEM}"><p style="margin:0;font-weight:600">${mailLink(url, escapeHtml(title))}</p>` +
      `<p style="margin:2px 0 0">${escapeHtml(text)}</p><p style="margin:2px 0 0;font-size:13px;color:#5d6663">${escapeHtml(when)}</p></div>\n`,
  );
  return `<h2 style="${HEADING}">${escapeHtml(heading)}</h2>\n<div style="margin:0 0 24px">${rows.join('')}</div>\n`;
}

function footerOf({ siteOrigin, stopUrl }: MailWays, why: string): { text: string; html: string } {
  const preferences = `${siteOrigin}/account/notifications`;
  const stop = 'Stop mails like this';
  const never = 'Mails like this one cannot be switched off.';
  return {
    text: `${why} What comes how: ${preferences}\n${stopUrl ? `${stop}: ${stopUrl}` : never}\n`,
    html: `${why} ${mailLink(preferences, 'Choose what comes how')}. ${stopUrl ? `${mailLink(stopUrl, stop)}.` : never}`,
  };
}
