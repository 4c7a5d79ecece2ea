const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text that HTML shows as it is, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

/** A subject is one line, whatever people wrote into it. */
export function subjectOf(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 200);
}

const CARD = 'background:#ffffff;border:1px solid #e3e1da;border-radius:14px;padding:32px';
const BUTTON =
  'display:inline-block;background:#14463c;color:#ffffff;text-decoration:none;font-weight:600;padding:12px 22px;border-radius:10px';

/** The parts of a mail in HTML; all of them are HTML already. */
export interface MailParts {
  title: string;
  greeting: string;
  text: string;
  /** What stands between the text and the button, where there is more to say. */
  more?: string;
  button: { url: string; label: string };
  footer: string;
}

/** A mail of ours in HTML. */
export function mailHtml({ title, greeting, text, more = '', button, footer }: MailParts): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body style="margin:0;background:#f6f4ee;color:#1c2421;font-family:Inter,'Segoe UI',Helvetica,Arial,sans-serif;line-height:1.5">
<div style="max-width:560px;margin:0 auto;padding:32px 16px">
<p style="margin:0 0 20px;font-size:18px;font-weight:600;color:#14463c">Accord</p>
<div style="${CARD}">
<p style="margin:0 0 12px">${greeting}</p>
<h1 style="margin:0 0 12px;font-size:20px;line-height:1.3">${title}</h1>
<p style="margin:0 0 24px">${text}</p>
${more}<a href="${button.url}" style="${BUTTON}">${button.label}</a>
</div>
<p style="margin:20px 0 0;font-size:13px;color:#5d6663">${footer}</p>
</div>
</body>
</html>
`;
}

/** A link in a text of a mail; what it says is HTML already. */
export function mailLink(url: string, label: string): string {
  return `<a href="${escapeHtml(url)}" style="color:#14463c">${label}</a>`;
}
