import { escapeHtml, mailHtml, subjectOf } from './mail-layout.ts';
import type { MemberRole } from './roles.ts';

/** What the mail of an invitation is made of. */
export interface InvitationMail {
  workspaceName: string;
  inviterName: string;
  role: MemberRole;
  /** The link; it works once. */
  url: string;
}

const AS: Record<MemberRole, string> = {
  owner: 'an owner, who may do everything',
  manager: 'a manager, for campaigns, offers and content',
  finance: 'a member for finance, for payments and statements',
  viewer: 'a viewer, who reads and changes nothing',
};

const LASTS = 'The link works once, for seven days, and only for this address.';
const IGNORE = 'If you do not know why you get this, ignore it: without the link nothing happens.';

/** Subject, plain text and HTML of the mail of an invitation. What people wrote is escaped, and the subject is one line. */
export function invitationMail({ workspaceName, inviterName, role, url }: InvitationMail): {
  subject: string;
  text: string;
  html: string;
} {
  const [workspace, inviter] = [subjectOf(workspaceName), subjectOf(inviterName)];
  const title = `Join ${workspace} on Accord`;
  const sentence = `${inviter} invites you to ${workspace} as ${AS[role]}.`;
  return {
    subject: subjectOf(title),
    text: `Hello,\n\n${sentence}\n\nAccept the invitation: ${url}\n\n${LASTS}\n${IGNORE}\n`,
    html: mailHtml({
      title: escapeHtml(title),
      greeting: 'Hello,',
      text: `${escapeHtml(sentence)}<br>${LASTS}`,
      button: { url: escapeHtml(url), label: 'Accept the invitation' },
      footer: IGNORE,
    }),
  };
}
