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
  step_up_required: { status: 403, title: 'Confirm that it is you (POST /auth/step-up), then repeat this.' },
  second_factor_required: { status: 403, title: 'Add the code of your second factor.' },
  two_factor_required: {
    status: 403,
    title: 'This workspace asks its members for a second factor; set one up under Account, Security.',
  },
  wrong_password: { status: 400, title: 'This is not your password.' },
  wrong_mailed_code: { status: 400, title: 'This is not the code that we mailed.' },
  not_your_sign_up: {
    status: 403,
    title: 'Confirm in the browser in which you signed up, or sign up again in this one.',
  },
  account_not_confirmed: { status: 403, title: 'Confirm your e-mail address first.' },
  api_key_invalid: { status: 401, title: 'This API key does not exist or was revoked.' },
  api_key_expired: { status: 401, title: 'This API key has expired; create a new one.' },
  ip_not_allowed: { status: 403, title: 'This API key may not be used from this network address.' },
  scope_missing: { status: 403, title: 'This API key lacks the scope for this.' },
  key_not_accepted: { status: 403, title: 'An API key cannot do this; it takes a person who is signed in.' },
  rate_limited: { status: 429, title: 'Too many requests; wait before trying again.' },
  // accounts
  weak_password: { status: 400, title: 'Choose a stronger password.' },
  code_used: { status: 400, title: 'This code was used already; wait for the next one.' },
  challenge_expired: { status: 400, title: 'This was not finished in time, or is done already; begin again.' },
  second_factor_off: { status: 409, title: 'There is no second factor; set one up first.' },
  wrong_code: { status: 400, title: 'This code is not right.' },
  code_expired: { status: 400, title: 'This code has expired; ask for a new one.' },
  social_log_in_expired: {
    status: 400,
    title: 'This was begun too long ago or in another browser, or was used already; begin again.',
  },
  social_email_unverified: {
    status: 403,
    title:
      'The provider has not verified your e-mail address, so it opens no account here; verify it there, or sign up with a password.',
  },
  social_email_has_account: {
    status: 409,
    title:
      'You have an account with this address already; log in as before, then link the provider under Account, Security.',
  },
  identity_taken: { status: 409, title: 'This identity is linked with another account.' },
  provider_linked_already: {
    status: 409,
    title: 'Another identity of this provider is linked with your account; unlink it first.',
  },
  only_way_to_sign_in: {
    status: 409,
    title: 'This is your only way to sign in; set a password or link another provider first.',
  },
  password_set_already: { status: 409, title: 'You have a password already; use or change it.' },
  email_taken: { status: 409, title: 'An account with this e-mail exists already.' },
  // workspaces
  last_owner: { status: 409, title: 'A workspace needs an owner.' },
  too_many_workspaces: { status: 409, title: 'You belong to as many workspaces as one person can.' },
  workspace_full: { status: 409, title: 'This workspace has as many members as it can have.' },
  already_owner: { status: 409, title: 'This member is an owner already.' },
  ownership_offered_already: {
    status: 409,
    title: 'The ownership is offered to somebody already; take that back first.',
  },
  ownership_not_offered: { status: 409, title: 'There is no offer of ownership to answer; it may have expired.' },
  workspace_holds_money: {
    status: 409,
    title: 'Money is held for contracts of this workspace; release or refund it first.',
  },
  workspace_has_running_campaigns: {
    status: 409,
    title: 'Campaigns of this workspace are running; complete or cancel them first.',
  },
  workspace_has_open_offers: { status: 409, title: 'Offers of this workspace are open; withdraw them first.' },
  too_many_brands: { status: 409, title: 'A workspace has at most 100 brands.' },
  brand_archived: { status: 409, title: 'This brand is archived; take it out of the archive first.' },
  brand_is_default: { status: 409, title: 'Make another brand the default one first.' },
  // members
  role_not_yours_to_give: { status: 403, title: 'This role may do things that yours may not, so you cannot give it.' },
  grant_not_yours_to_give: {
    status: 403,
    title: 'This includes things that your own role may not do, so you can neither give it nor take it away.',
  },
  member_above_you: {
    status: 403,
    title: 'This member may do things that you may not, so you cannot change or remove them.',
  },
  already_member: { status: 409, title: 'This person is a member already.' },
  already_invited: {
    status: 409,
    title: 'There is an open invitation for this address; send it again or take it back.',
  },
  invitation_just_sent: { status: 429, title: 'This invitation was sent a moment ago; wait a minute.' },
  invitation_not_mailed: {
    status: 503,
    title: 'The invitation is kept, but its mail could not be sent; send it again.',
  },
  invitation_invalid: { status: 404, title: 'This invitation link is not valid; ask for a new one.' },
  invitation_expired: { status: 410, title: 'This invitation has expired; ask for a new one.' },
  invitation_used: { status: 409, title: 'This invitation has been accepted already; sign in.' },
  invitation_for_another_address: {
    status: 403,
    title: 'This invitation is for another address; sign in with the invited one.',
  },
  invitation_not_for_this_account: {
    status: 409,
    title: 'Accounts of influencers and staff cannot join a workspace; ask for an invitation to another address.',
  },
  document_outdated: { status: 409, title: 'There is a newer version of this document.' },
  // general
  not_found: { status: 404, title: 'There is no such thing here.' },
  version_conflict: { status: 409, title: 'Someone changed this in the meantime; load it again.' },
  too_busy: { status: 503, title: 'Many are changing this at once; try again in a moment.' },
  internal: { status: 500, title: 'Something went wrong on our side.' },
  provider_unavailable: {
    status: 503,
    title: 'An outside service does not answer at the moment; nothing was changed.',
  },
  // integrations
  limit_reached: { status: 409, title: 'There are as many of these as there may be; remove one first.' },
  webhook_disabled: { status: 409, title: 'This webhook is disabled; enable it first.' },
  delivery_pending: { status: 409, title: 'This delivery is still being attempted.' },
  // campaigns
  campaign_not_editable: { status: 409, title: 'A campaign in this state cannot be edited.' },
  campaign_not_ready: { status: 422, title: 'The campaign is not complete enough to publish.' },
  illegal_transition: { status: 409, title: 'The campaign cannot do this in its present state.' },
  campaign_not_open: { status: 409, title: 'This campaign does not take applications now.' },
  campaign_has_commitments: { status: 409, title: 'The campaign has contracts or money attached.' },
  publishing_asked_already: { status: 409, title: 'This campaign waits for another member to publish it already.' },
  publishing_not_asked: { status: 409, title: 'Nobody asks for this campaign to be published, or no longer.' },
  not_your_request: { status: 403, title: 'Only who asked for this can take it back.' },
  same_person: { status: 403, title: 'Somebody else than who began this has to decide it.' },
  no_second_member: { status: 409, title: 'There is nobody else here who could decide this.' },
  budget_exceeded: { status: 409, title: 'The remaining budget of the campaign does not cover this.' },
  // deal
  profile_incomplete: { status: 409, title: 'Complete your profile first.' },
  already_applied: { status: 409, title: 'You have applied to this campaign already.' },
  application_not_pending: { status: 409, title: 'This application has been decided already.' },
  offer_exists: { status: 409, title: 'There is a live offer for this influencer already.' },
  offer_not_open: { status: 409, title: 'This offer is no longer open.' },
  offer_not_yours_to_answer: { status: 409, title: 'The other side has to answer this version of the offer.' },
  offer_expired: { status: 409, title: 'This offer has expired.' },
  quote_expired: {
    status: 409,
    title: 'The exchange rate of this offer may no longer be accepted; read today’s quote.',
  },
  offer_changed: { status: 409, title: 'The offer has a newer version; read it before you answer.' },
  contract_not_signed: { status: 409, title: 'The contract is not signed by both sides yet.' },
  already_signed: { status: 409, title: 'You have signed this contract already.' },
  content_not_pending: { status: 409, title: 'This content has been decided already.' },
  content_not_approved: { status: 409, title: 'This content is not approved.' },
  content_not_revisable: { status: 409, title: 'This content does not wait for a new version.' },
  revision_rounds_used: { status: 409, title: 'The agreed rounds of changes are used up.' },
  upload_not_ready: { status: 409, title: 'A file is not ready; wait for its inspection or upload it anew.' },
  upload_quota_exceeded: { status: 429, title: 'You cannot upload more files at the moment.' },
  deliverable_complete: { status: 409, title: 'All pieces of this deliverable are delivered.' },
  // money
  nothing_to_fund: { status: 409, title: 'There is no accepted, unfunded contract here.' },
  hold_too_long: {
    status: 409,
    title: 'The dates of this contract outlast the time for which the payment provider may hold its money.',
  },
  contract_not_funded: { status: 409, title: 'The money for this contract is not held yet.' },
  already_released: { status: 409, title: 'This payment has been released or refunded already.' },
  release_not_ready: { status: 409, title: 'This payment cannot be released yet.' },
  release_approval_not_needed: { status: 409, title: 'This release does not need a second person.' },
  drift_not_open: {
    status: 409,
    title: 'Both sides agree about this, or it is explained; nothing has to be put right.',
  },
  adjustment_open: {
    status: 409,
    title: 'Another adjustment for this waits for an answer; answer or withdraw it first.',
  },
  adjustment_unbalanced: { status: 400, title: 'The lines do not add up to zero in each currency.' },
  adjustment_does_not_explain: { status: 400, title: 'These lines do not make up for what differs.' },
  adjustment_closed: { status: 409, title: 'This adjustment was answered or withdrawn already, or its time is over.' },
  adjustment_not_standing: { status: 409, title: 'Only a posted adjustment that still stands can be reversed.' },
  proof_not_found: {
    status: 404,
    title:
      'There is no proof under this link: it is not whole, was taken back, or a newer one took its place. Ask for a new link.',
  },
  amount_too_small: { status: 422, title: 'The amount is below the smallest the payment provider takes.' },
  payout_account_missing: { status: 409, title: 'There is no payout account yet.' },
  invoice_pdf_not_ready: { status: 409, title: 'The PDF of this document is still being made; ask again in a moment.' },
  signature_invalid: { status: 400, title: 'The signature of this webhook is not valid.' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERRORS;
