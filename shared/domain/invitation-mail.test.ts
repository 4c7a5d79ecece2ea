import { expect, it } from 'vitest';
import { invitationMail } from './invitation-mail.ts';

const url = 'https://accord.test/invitations#wsp_1.hash.secret';

it('says who invites whom to what as what, in text and HTML, with the link', () => {
  const mail = invitationMail({ workspaceName: 'Lumen', inviterName: 'Ada', role: 'finance', url });
  expect(mail.subject).toBe('Join Lumen on Accord');
  for (const body of [mail.text, mail.html]) {
    expect(body).toContain('Ada invites you to Lumen as a member for finance');
    expect(body).toContain(url);
    expect(body).toContain('works once, for seven days');
  }
});

it('shows what people wrote as text, on one line', () => {
  const mail = invitationMail({ workspaceName: 'A\n<b>B</b>', inviterName: '"Eve"\r\nBcc: x', role: 'viewer', url });
  expect(mail.subject).toBe('Join A <b>B</b> on Accord');
  expect(mail.html).toContain('&quot;Eve&quot; Bcc: x invites you to A &lt;b&gt;B&lt;/b&gt;');
  expect(mail.html).not.toContain('<b>');
});
