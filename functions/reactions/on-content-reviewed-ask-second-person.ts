import { askSecondPerson } from '#runtime/money/second-person.ts';
import { reaction } from '#runtime/reaction.ts';

/** The approval of the last content begins a release, which a second person may have to approve. */
export const handler = reaction(['ContentReviewed'], async ({ data }, context) => {
  if (data.status === 'approved') await askSecondPerson(context, data);
});
