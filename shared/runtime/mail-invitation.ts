import { Failure } from '#contract/failure.ts';
import type { Invitation } from '#data/workspace.ts';
import { invitationMail } from '#domain/invitation-mail.ts';
import { sendMail } from '#platform/mail.ts';
import { setting } from './config.ts';
import { log } from './log.ts';

/** Mails an invitation with its link; throws Failure invitation_not_mailed, since the invitation is kept already. */
export async function mailInvitation(
  { workspaceId, emailHash, email, role }: Invitation,
  secret: string,
  { workspaceName, inviterName }: { workspaceName: string; inviterName: string },
): Promise<void> {
  // After the #, so that it reaches no server and no log.
  const url = `${setting('SITE_ORIGIN')}/invitations#${workspaceId}.${emailHash}.${secret}`;
  try {
    await sendMail({
      from: setting('MAIL_FROM'),
      to: email,
      ...invitationMail({ workspaceName, inviterName, role, url }),
    });
  } catch (error) {
    log.failure('an invitation was not mailed', error, { workspaceId });
    throw new Failure('invitation_not_mailed');
  }
}
