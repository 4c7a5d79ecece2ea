import { askCreditNotes } from '#runtime/money/ask-credit-notes.ts';
import { reaction } from '#runtime/reaction.ts';

/** Money that came back after the dispute was lost is credited to both sides; before that, the end of the dispute asks. */
export const handler = reaction(['PaymentClawedBack'], (event) => askCreditNotes(event.data, event));
