/** The closed list of error codes: what an API client may meet, its HTTP status and its title. */
export const ERRORS = {
  // request
  bad_json: { status: 400, title: 'The request body is not valid JSON.' },
  validation_failed: { status: 400, title: 'Some fields of the request are not valid.' },
  bad_cursor: { status: 400, title: 'This cursor is not one that this list handed out.' },
  unsupported_media_type: { status: 415, title: 'Send the body as application/json.' },
  payload_too_large: { status: 413, title: 'The request body is too large.' },
  idempotency_key_reused: { status: 422, title: 'This Idempotency-Key was used for a different request.' },
  // session
  not_signed_in: { status: 401, title: 'Sign in to continue.' },
  token_expired: { status: 401, title: 'The access token has expired; refresh the session.' },
  token_invalid: { status: 401, title: 'The access token is not valid.' },
  session_ended: { status: 401, title: 'This session has ended; sign in again.' },
  wrong_credentials: { status: 401, title: 'The e-mail or the password is not right.' },
  csrf_refused: { status: 403, title: 'This request did not come from the Accord site.' },
  not_allowed: { status: 403, title: 'Your role does not allow this.' },
  not_through_edge: { status: 403, title: 'Requests must come through the public address.' },
  account_not_confirmed: { status: 403, title: 'Confirm your e-mail address first.' },
  rate_limited: { status: 429, title: 'Too many requests; wait before trying again.' },
  // accounts
  weak_password: { status: 400, title: 'Choose a stronger password.' },
  wrong_code: { status: 400, title: 'This code is not right.' },
  code_expired: { status: 400, title: 'This code has expired; ask for a new one.' },
  email_taken: { status: 409, title: 'An account with this e-mail exists already.' },
  // general
  not_found: { status: 404, title: 'There is no such thing here.' },
  version_conflict: { status: 409, title: 'Someone changed this in the meantime; load it again.' },
  too_busy: { status: 503, title: 'Many are changing this at once; try again in a moment.' },
  internal: { status: 500, title: 'Something went wrong on our side.' },
  provider_unavailable: {
    status: 503,
    title: 'An outside service does not answer at the moment; nothing was changed.',
  },
  // campaigns
  campaign_not_editable: { status: 409, title: 'A campaign in this state cannot be edited.' },
  campaign_not_ready: { status: 422, title: 'The campaign is not complete enough to publish.' },
  illegal_transition: { status: 409, title: 'The campaign cannot do this in its present state.' },
  campaign_not_open: { status: 409, title: 'This campaign does not take applications now.' },
  campaign_has_commitments: { status: 409, title: 'The campaign has contracts or money attached.' },
  budget_exceeded: { status: 409, title: 'The remaining budget of the campaign does not cover this.' },
  // deal
  profile_incomplete: { status: 409, title: 'Complete your profile first.' },
  already_applied: { status: 409, title: 'You have applied to this campaign already.' },
  application_not_pending: { status: 409, title: 'This application has been decided already.' },
  offer_exists: { status: 409, title: 'There is a live offer for this influencer already.' },
  offer_not_open: { status: 409, title: 'This offer is no longer open.' },
  offer_not_yours_to_answer: { status: 409, title: 'The other side has to answer this version of the offer.' },
  offer_expired: { status: 409, title: 'This offer has expired.' },
  offer_changed: { status: 409, title: 'The offer has a newer version; read it before you answer.' },
  contract_not_signed: { status: 409, title: 'The contract is not signed by both sides yet.' },
  already_signed: { status: 409, title: 'You have signed this contract already.' },
  content_not_pending: { status: 409, title: 'This content has been decided already.' },
  content_not_approved: { status: 409, title: 'This content is not approved.' },
  deliverable_complete: { status: 409, title: 'All pieces of this deliverable are delivered.' },
  // money
  nothing_to_fund: { status: 409, title: 'There is no accepted, unfunded contract here.' },
  contract_not_funded: { status: 409, title: 'The money for this contract is not held yet.' },
  already_released: { status: 409, title: 'This payment has been released or refunded already.' },
  release_not_ready: { status: 409, title: 'This payment cannot be released yet.' },
  amount_too_small: { status: 422, title: 'The amount is below the smallest the payment provider takes.' },
  payout_account_missing: { status: 409, title: 'There is no payout account yet.' },
  signature_invalid: { status: 400, title: 'The signature of this webhook is not valid.' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERRORS;
