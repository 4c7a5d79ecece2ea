import { escapeHtml, mailHtml, subjectOf } from './mail-layout.ts';

/** What a mail about a notification is made of. */
export interface MailContent {
  name: string;
  title: string;
  text: string;
  /** Where its button leads. */
  url: string;
  siteOrigin: string;
}

/** Subject, plain text and HTML of a mail. What people wrote is escaped, and a subject is one line. */
export function notificationMail(content: MailContent): { subject: string; text: string; html: string } {
  const { name, title, text, url, siteOrigin } = content;
  const account = `${siteOrigin}/account`;
  return {
    subject: subjectOf(title),
    text: `Hello ${name},\n\n${title}\n\n${text}\n\nOpen Accord: ${url}\n\nYou get this mail because of your account: ${account}\n`,
    html: mailHtml({
      title: escapeHtml(title),
      greeting: `Hello ${escapeHtml(name)},`,
      text: escapeHtml(text),
      button: { url: escapeHtml(url), label: 'Open Accord' },
      footer: `You get this mail because of <a href="${escapeHtml(account)}" style="color:#14463c">your account</a>.`,
    }),
  };
}
