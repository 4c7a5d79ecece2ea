import { emailChangeRef } from '#data/email-change.ts';
import { findOne } from '#data/read.ts';
import { sendMail } from '#platform/mail.ts';
import { setting } from '#runtime/config.ts';
import { reaction } from '#runtime/reaction.ts';

/** Tells the address that was changed, since the person's notices go to the new one: a change that they did not make must not stay unseen. A repeat mails again. */
export const handler = reaction(['EmailChanged'], async ({ data }) => {
  const change = await findOne(emailChangeRef(data.userId));
  if (!change?.doneAt) return;
  await sendMail({
    from: setting('MAIL_FROM'),
    to: change.oldEmail,
    subject: 'Your e-mail address at Accord was changed',
    text: `Your Accord account no longer uses this address. It was changed by someone who knew your password and read the mail of the new address, and other sessions were ended.\n\nIf this was not you, write to us at once by answering this mail.`,
  });
});
