/** What a mail about a notification is made of. */
export interface MailContent {
  name: string;
  title: string;
  text: string;
  /** Where its button leads. */
  url: string;
  siteOrigin: string;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text that HTML shows as it is, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

const CARD = 'background:#ffffff;border:1px solid #e3e1da;border-radius:14px;padding:32px';
const BUTTON =
  'display:inline-block;background:#14463c;color:#ffffff;text-decoration:none;font-weight:600;padding:12px 22px;border-radius:10px';

/** Subject, plain text and HTML of a mail. What people wrote is escaped, and a subject is one line. */
export function notificationMail(content: MailContent): { subject: string; text: string; html: string } {
  const { name, title, text, url, siteOrigin } = content;
  const account = `${siteOrigin}/account`;
  const safe = Object.fromEntries(
    Object.entries({ name, title, text, url, account }).map(([key, value]) => [key, escapeHtml(value)]),
  );
  return {
    subject: title.replace(/\s+/g, ' ').trim().slice(0, 200),
    text: `Hello ${name},\n\n${title}\n\n${text}\n\nOpen Accord: ${url}\n\nYou get this mail because of your account: ${account}\n`,
    html: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${safe.title}</title></head>
<body style="margin:0;background:#f6f4ee;color:#1c2421;font-family:Inter,'Segoe UI',Helvetica,Arial,sans-serif;line-height:1.5">
<div style="max-width:560px;margin:0 auto;padding:32px 16px">
<p style="margin:0 0 20px;font-size:18px;font-weight:600;color:#14463c">Accord</p>
<div style="${CARD}">
<p style="margin:0 0 12px">Hello ${safe.name},</p>
<h1 style="margin:0 0 12px;font-size:20px;line-height:1.3">${safe.title}</h1>
<p style="margin:0 0 24px">${safe.text}</p>
<a href="${safe.url}" style="${BUTTON}">Open Accord</a>
</div>
<p style="margin:20px 0 0;font-size:13px;color:#5d6663">You get this mail because of <a href="${safe.account}" style="color:#14463c">your account</a>.</p>
</div>
</body>
</html>
`,
  };
}
