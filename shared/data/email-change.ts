import * as z from 'zod/mini';
import { defineEntity, ref, type ValueOf } from './entity.ts';
import { keys } from './keys.ts';

/** How long it is known which address a changed one took the place of, ms: for the mail to the old one. */
export const EMAIL_CHANGE_KEPT_MS = 7 * 86_400_000;

/** The newest change of a person's e-mail address: waiting for the code that was mailed to the new one, or done. */
export const EmailChanges = defineEntity({
  name: 'email_change',
  schema: z.object({
    userId: z.string(),
    email: z.string(),
    oldEmail: z.string(),
    /** Of the mailed code with a salt; of nothing that was mailed when the address has an account already. */
    codeHash: z.string(),
    salt: z.string(),
    wrongCodes: z.int(),
    doneAt: z.nullable(z.string()),
    expiresAtMs: z.int(),
    version: z.int(),
  }),
  key: (change) => keys.emailChange(change.userId),
  index: (change) => ({ ttl: Math.ceil((change.expiresAtMs + EMAIL_CHANGE_KEPT_MS) / 1000) }),
});
export type EmailChangeItem = ValueOf<typeof EmailChanges>;

export const emailChangeRef = (userId: string) => ref(EmailChanges, keys.emailChange(userId));
