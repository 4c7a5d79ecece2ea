/** What a run is held to; everything else it prints is for reading only. Sizes in KB of 1000 bytes, times in ms. */
export const TARGETS = {
  endpoint: { bundleKb: 500, loadMs: 60 },
  /** Functions whose bundle holds Stripe's SDK. */
  stripe: { bundleKb: 800, loadMs: 90 },
  /** Table calls of one request, the authorizer's included. */
  tableCalls: { read: 2, mutation: 3 },
  /** What our wrapper adds to one request. */
  edgeMs: 0.1,
  /** Write units of a posting on the average of a contract's path, and how many times as long it may take while 100,000 contracts are open. */
  money: { unitsPerPosting: 24, growth: 1.5 },
  /** How many times as long a transition of a campaign may take while a thousand make one, and its write units with all that follows. */
  campaigns: { growth: 1.5, unitsPerTransition: 80 },
  /** Platform and engine together, MB of 1024² bytes. */
  memoryMb: 1024,
} as const;

/** An endpoint that needs more table calls than its kind, with the most it may make. */
export interface CallException {
  limit: number;
  reason: string;
}

/** The only endpoints that may go beyond the limit of their kind; each is printed with its reason. */
export const CALL_EXCEPTIONS: Readonly<Record<string, CallException>> = {
  'workspaces.close-workspace': {
    limit: 5,
    reason: 'once in the life of a workspace: everybody in it and everything on its desk is read before it is closed.',
  },
  'auth.sign-up': {
    limit: 4,
    reason: 'two counters, of the address and of the e-mail, stand before the read and the commit.',
  },
  'auth.confirm-sign-up': {
    limit: 5,
    reason: 'two counters; the waiting sign-up is read before the user pool is asked, and again for the commit.',
  },
  'auth.log-in': {
    limit: 5,
    reason:
      'two counters; the e-mail has to be resolved to a person before the user pool is asked and the session is committed.',
  },
  'auth.verify-second-factor': {
    limit: 5,
    reason:
      'two counters, of the address and of the person; the challenge has to be resolved to a person before the commit.',
  },
  'auth.finish-social-log-in': {
    limit: 4,
    reason:
      'the visit is resolved to a person before the user pool is asked, and the person is read for the commit of the session.',
  },
  'auth.refresh-session': {
    limit: 4,
    reason:
      'the secret is judged before the user pool is asked for a token, and the session is read again for the commit.',
  },
  'auth.log-out': {
    limit: 4,
    reason: 'the secret is judged before anything is ended, and the person is read for the commit.',
  },
  'auth.reset-password': {
    limit: 6,
    reason:
      'two counters; the e-mail is resolved before the user pool is asked, and only then are all sessions read and ended.',
  },
  'integrations.repeat-deliveries': {
    limit: 4,
    reason: 'the webhook and what was sent to it lie in two partitions, which are read before the commit.',
  },
  'messages.read-thread': {
    limit: 4,
    reason:
      'where somebody was told of what they read now, their notification is read as well, so that no mail follows and the bell is quiet.',
  },
  'workspaces.verify-audit': {
    limit: 3,
    reason: 'a hundred links of the hash chain are read in order, and then the records that they name.',
  },
  'applications.apply-to-campaign': {
    limit: 4,
    reason:
      'only the listing says whose the campaign is, and then who works there is read: nobody applies to themselves.',
  },
  'offers.create-offer': {
    limit: 5,
    reason:
      'only the profile says which person is behind it; then they, and who works in the workspace, are read: nobody sends an offer to themselves.',
  },
  'applications.decide-applications': {
    limit: 52,
    reason:
      'all applications are read at once, and each of up to fifty is a commit of its own, so that one that is refused keeps nothing else back.',
  },
  'applications.list-campaign-applications': {
    limit: 3,
    reason: 'while the index shows no application yet, one read more tells an empty list from a missing campaign.',
  },
  'members.list-access': {
    limit: 3,
    reason: 'while nobody has a grant, one read more tells an empty list from a missing campaign.',
  },
  'auth.text-code': {
    limit: 5,
    reason:
      'a counter of the address; the challenge is resolved to a person, and for a log-in to their number, before what was sent to it is read and the code committed.',
  },
  'auth.text-step-up-code': {
    limit: 4,
    reason: 'the number has to be known before what was sent to it is read and the code committed.',
  },
  'influencers.list-open-campaigns': {
    limit: 6,
    reason:
      'the index of open campaigns lies in four partitions, which are queried at once, beside the profile they have to fit.',
  },
  'campaigns.publish-campaign': {
    limit: 4,
    reason:
      'only where a second member has to agree, everybody in the workspace is read; only where the campaign is for another brand than the default one, what is known of that.',
  },
  'campaigns.approve-publishing': {
    limit: 4,
    reason: 'only where the campaign is for another brand than the default one, what is known of that is read.',
  },
  'campaigns.appeal-moderation': {
    limit: 4,
    reason: 'the campaign says what moderators have of it, which the same commit changes.',
  },
  'contracts.list-contracts': {
    limit: 3,
    reason: 'while the index shows no contract yet, one read more tells an empty list from a missing campaign.',
  },
  'payments.release-payment': {
    limit: 4,
    reason: 'the payment says which contracts it pays for, and what their release hangs on is read before the commit.',
  },
  'payments.refund-payment': {
    limit: 5,
    reason:
      'the payment says which contracts it pays for; their money is read, and at once their pieces, of which only the contracts know how many there are.',
  },
  'content.submit-content': {
    limit: 4,
    reason: 'only the contract says whose campaign it is for, and with that how its content is screened.',
  },
  'moderation.decide-item': {
    limit: 4,
    reason: 'what waits for a moderator says which content or campaign it is, which the same commit changes.',
  },
  'moderation.appeal-content': {
    limit: 4,
    reason: 'the content says what moderators have of it, which the same commit changes.',
  },
  'payments.order-claw-back': {
    limit: 4,
    reason: 'whose money it was, and with that what was proposed before, is known from the contract’s money only.',
  },
  'deeds.answer-amendment': {
    limit: 4,
    reason: 'the contract has to be resolved to its campaign before its money is read for the commit.',
  },
  'rights.list-rights': {
    limit: 3,
    reason: 'whether rights were paid for and their content is live is known from the contracts alone.',
  },
  'contracts.get-cancellation': {
    limit: 3,
    reason: 'the contract has to be resolved to its campaign, where its money and its pieces are read together.',
  },
  'contracts.cancel-contract': {
    limit: 4,
    reason: 'the contract has to be resolved to its campaign before its money and its pieces are read for the commit.',
  },
  'disputes.open-dispute': {
    limit: 4,
    reason: 'the contract has to be resolved to its campaign before that and its money are read for the commit.',
  },
  ...Object.fromEntries(
    ['accept-settlement', 'withdraw-dispute', 'resolve-dispute', 'waive-appeal'].map((ends) => [
      `disputes.${ends}`,
      { limit: 4, reason: 'the dispute says which money it froze, which is read before the commit that frees it.' },
    ]),
  ),
  ...Object.fromEntries(
    ['decide-adjustment', 'withdraw-adjustment', 'propose-reversal'].map((about) => [
      `ledger.${about}`,
      { limit: 4, reason: 'the adjustment says which day it is about, and that is read before the commit.' },
    ]),
  ),
  'influencers.get-year-of-earnings': {
    limit: 3,
    reason: 'the shares of the ledger and the receipts lie in two partitions, which are queried at once.',
  },
};
