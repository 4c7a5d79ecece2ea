/** The page of the local console: reads /api/… and shows it. Every payload becomes text nodes, never markup. */

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const pollMs = 3_000;
const fastPollMs = 400;

// ---- elements ----

/** An element; `properties` are attributes, functions under `on…` listeners; children are nodes, texts, or lists of them. */
function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(2).filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

const mark = (text, tone) => el('span', { class: tone ? `mark ${tone}` : 'mark' }, text);
const json = (value) => el('pre', {}, JSON.stringify(value, null, 2) ?? 'nothing');
const link = (href, ...children) => el('a', { href }, ...children);
const rows = (items) => el('ul', { class: 'rows' }, items);
const none = (text) => el('p', { class: 'quiet' }, text);
const facts = (pairs) =>
  el(
    'dl',
    {},
    pairs
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]),
  );

const utc = (ms) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
const time = (ms) => el('time', { datetime: new Date(ms).toISOString() }, utc(ms));
const lastPart = (name) => String(name).split(/[:/]/).at(-1);

/** A length of time in words: '3 h', '12 days'. */
function duration(ms) {
  const units = [
    [dayMs, 'd'],
    [hourMs, 'h'],
    [60_000, 'min'],
    [1_000, 's'],
  ];
  const [size, name] = units.find(([unit]) => Math.abs(ms) >= unit) ?? [1, 'ms'];
  return `${Math.round(ms / size)} ${name}`;
}

/** One row: when · what · more. */
const line = (when, what, more) =>
  el('span', { class: 'line' }, when, el('span', { class: 'what' }, what), el('span', { class: 'more' }, more ?? ''));

/** A row that opens; `key` keeps it open through a refresh. */
const opening = (key, summary, ...body) =>
  el('li', {}, el('details', { 'data-key': key }, el('summary', {}, summary), el('div', { class: 'body' }, body)));

const traceLink = (id) => (id ? link(`#/trace/${encodeURIComponent(id)}`, 'Trace') : undefined);

// ---- server ----

async function call(path, body) {
  const change = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-accord-console': '1' },
    body: JSON.stringify(body),
  };
  const response = await fetch(path, change);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message ?? `${path} answered ${response.status}.`);
  return answer;
}

/** Does what a button asks for and says how it went. */
async function act(work) {
  try {
    tell(await work());
  } catch (error) {
    tell(error.message, true);
  }
  await refresh();
}

function tell(text, isBad = false) {
  const status = document.getElementById('status');
  status.className = isBad ? 'bad' : '';
  status.textContent = text ?? '';
}

// ---- overview ----

function tile(href, count, text, isBad = false) {
  return el('li', { class: isBad && count > 0 ? 'bad' : undefined }, link(href, el('b', {}, String(count)), text));
}

function overview(data) {
  const { counts, executions, messages } = data;
  const failed = (executions.FAILED ?? 0) + (executions.TIMED_OUT ?? 0);
  return [
    el(
      'ul',
      { class: 'tiles' },
      tile('#/trace', counts.requests, 'requests'),
      tile('#/events', counts.events, 'events'),
      tile('#/events', data.undelivered, 'deliveries under way'),
      tile('#/executions?status=RUNNING', executions.RUNNING ?? 0, 'executions running'),
      tile('#/executions?status=FAILED', failed, 'executions failed', true),
      tile('#/mail', counts.mails, 'mails'),
      tile('#/sms', counts.sms, 'SMS'),
      tile('#/errors', messages.deadLetters, 'dead letters', true),
      tile('#/errors', counts.errors, 'errors', true),
    ),
    el('p', { class: 'quiet' }, [
      `Since the start: ${counts.invocations} invocations of ${counts.functions} functions with ${counts.awsCalls} calls to services; `,
      `${counts.resources} resources; ${messages.waiting} messages waiting in queues. The site is `,
      link(data.site, data.site),
      '.',
    ]),
    el('h2', {}, 'Running executions'),
    data.running.length > 0 ? rows(data.running.map(executionRow)) : none('No execution is running.'),
    el('h2', {}, 'Last errors'),
    data.lastErrors.length > 0 ? rows(data.lastErrors.map(errorRow)) : none('Nothing has gone wrong since the start.'),
    el('h2', {}, 'In flight now'),
    data.inFlight.length > 0
      ? rows(data.inFlight.map((label) => el('li', {}, label)))
      : none('Nothing; the next step is a request or a timer.'),
  ];
}

// ---- events ----

function eventRow(event) {
  const bad = event.deliveries.filter(({ outcome }) => outcome !== 'delivered').length;
  const went = event.deliveries.length === 0 ? 'no target yet' : `${event.deliveries.length} delivered`;
  return opening(
    event.eventId,
    line(time(event.atMs), [event.type, el('small', {}, event.source)], bad > 0 ? mark(`${bad} failed`, 'bad') : went),
    facts([
      ['Event', event.eventId],
      ['Bus', event.bus],
      ['Correlation', event.correlationId ? [event.correlationId, ' · ', traceLink(event.correlationId)] : undefined],
    ]),
    el('h2', { class: 'small' }, 'Delivered to'),
    event.deliveries.length === 0
      ? none('Nowhere yet: no rule matches it, or it is still on its way.')
      : el('ul', {}, event.deliveries.map(deliveryItem)),
    el('h2', { class: 'small' }, 'Payload'),
    json(event.detail),
  );
}

function deliveryItem({ target, rule, outcome, copy, reason, atMs }) {
  const note = [copy === 2 && 'second copy, on purpose', outcome !== 'delivered' && outcome, reason].filter(Boolean);
  return el('li', {}, lastPart(target), el('span', { class: 'quiet' }, ` by ${rule}, ${utc(atMs)}`), [
    note.length > 0 && `: ${note.join(', ')}`,
  ]);
}

const events = ({ events: list }) =>
  list.length > 0 ? rows(list.map(eventRow)) : none('No event matches since the start of the platform.');

function eventControls(query) {
  return [
    filterForm(query, [field('type', 'Type', query), field('correlationId', 'Correlation id', query)]),
    chaosForm(),
  ];
}

/** How unkind the bus is on purpose. */
function chaosForm() {
  const percent = el('input', { type: 'number', min: 0, max: 100, step: 1, id: 'duplicate', required: true });
  const shuffle = el('input', { type: 'checkbox', id: 'shuffle' });
  void call('/api/chaos').then((chaos) => {
    percent.value = String(Math.round(chaos.duplicate * 100));
    shuffle.checked = chaos.shuffle;
  });
  const submit = (event) => {
    event.preventDefault();
    const wanted = { duplicate: Number(percent.value) / 100, shuffle: shuffle.checked };
    void act(async () => {
      const now = await call('/api/chaos', wanted);
      return `${Math.round(now.duplicate * 100)} % of deliveries happen twice, ${now.shuffle ? 'in any order' : 'in order'}.`;
    });
  };
  return el(
    'form',
    { onsubmit: submit, 'aria-label': 'Delivery' },
    el('label', {}, 'Delivered twice, %', percent),
    el('label', { class: 'check' }, shuffle, 'Shuffled'),
    el('button', {}, 'Set delivery'),
  );
}

// ---- trace ----

/** What a record says in one line, by its kind. */
const sayings = {
  'http.request': ({ method, path, status, durationMs }) => `${method} ${path} → ${status} (${durationMs} ms)`,
  'aws.call': ({ action, resource, ms }) => `${action} ${lastPart(resource ?? '')} (${ms} ms)`,
  'invoke.start': ({ functionName }) => `${functionName} starts`,
  'invoke.end': ({ functionName, durationMs, error }) =>
    `${functionName} ${error ? 'failed' : 'ended'} (${durationMs} ms)`,
  'event.published': ({ type }) => type,
  'event.delivered': ({ type, target }) => `${type} → ${lastPart(target)}`,
  'mail.sent': ({ to, subject }) => `“${subject}” to ${[to].flat().join(', ')}`,
  'sms.sent': ({ to }) => `to ${to}`,
  'access.denied': ({ functionName, message }) => `${functionName}: ${message}`,
  'execution.started': ({ machine, name }) => `${machine}: ${name}`,
  'execution.state': ({ machine, state }) => `${machine}: ${state}`,
  'execution.ended': ({ machine, status }) => `${machine}: ${status}`,
  'stripe.call': ({ method, path, status }) => `${method} ${path} → ${status}`,
  log: ({ functionName, line: logged }) => `${functionName}: ${logged?.message ?? JSON.stringify(logged)}`,
};

function traceRow(record, firstMs) {
  const said = Object.hasOwn(sayings, record.kind) ? sayings[record.kind](record.data) : '';
  const isBad = /denied|failed|dropped|dead-lettered|defect/.test(record.kind) || record.data.error;
  const when =
    firstMs === undefined ? time(record.atMs) : el('span', { class: 'offset' }, `+${record.atMs - firstMs} ms`);
  return opening(
    `trace-${record.seq}`,
    line(when, said.slice(0, 300), mark(record.kind, isBad ? 'bad' : undefined)),
    facts([
      ['At', utc(record.atMs)],
      [
        'Correlation',
        record.correlationId && link(`#/trace/${encodeURIComponent(record.correlationId)}`, record.correlationId),
      ],
    ]),
    json(record.data),
  );
}

function trace({ records }, { argument }) {
  if (records.length === 0) return none('Nothing is recorded; the trace keeps the last 20,000 records of this run.');
  const list = argument ? records : [...records].reverse();
  return rows(list.map((record) => traceRow(record, argument ? records[0].atMs : undefined)));
}

function traceControls(query, argument) {
  const kinds = [
    '',
    'http.request',
    'aws.call',
    'log',
    'event.published',
    'event.delivered',
    'mail.sent',
    'sms.sent',
    'execution.state',
  ];
  const form = filterForm(
    query,
    [selection('kind', 'Kind', kinds, query)],
    argument && `trace/${encodeURIComponent(argument)}`,
  );
  return argument ? [el('p', {}, 'What followed from ', el('code', {}, argument), ', in order.'), form] : form;
}

// ---- executions ----

const statusTones = { RUNNING: 'busy', SUCCEEDED: 'good', FAILED: 'bad', TIMED_OUT: 'bad' };

function executionRow(execution) {
  const { arn, name, machineName, status, startMs, current = [] } = execution;
  const states = current.map(({ state, dueAtMs, awaitsToken }) => {
    const until = dueAtMs === undefined ? '' : ` until ${utc(dueAtMs)}`;
    return `${state}${awaitsToken ? ' waits for an answer' : ''}${until}`;
  });
  const what = [
    link(`#/executions/${encodeURIComponent(arn)}`, name),
    el('small', {}, [machineName, ...states].join(' · ')),
  ];
  return el('li', {}, line(time(startMs), what, mark(status, statusTones[status])));
}

const executions = ({ executions: list }) =>
  list.length > 0 ? rows(list.map(executionRow)) : none('No execution matches.');

function execution(data) {
  const { status, startMs, stopMs, error, cause, input, output, current, history, correlationId } = data;
  return [
    facts([
      ['Machine', data.machineName],
      ['Status', mark(status, statusTones[status])],
      ['Started', utc(startMs)],
      ['Stopped', stopMs === undefined ? undefined : `${utc(stopMs)} (after ${duration(stopMs - startMs)})`],
      ['Error', error],
      ['Cause', cause],
      ['Correlation', correlationId && [correlationId, ' · ', traceLink(correlationId)]],
    ]),
    current.length > 0 && [
      el('h2', {}, 'Where it stands'),
      rows(
        current.map((at) =>
          el('li', {}, line(time(at.sinceMs), at.branch ? `${at.state} (${at.branch})` : at.state, standing(at))),
        ),
      ),
    ],
    el('h2', {}, 'Input'),
    json(input),
    output !== undefined && [el('h2', {}, 'Output'), json(output)],
    el('h2', {}, 'History'),
    rows(history.map(historyRow)),
  ];
}

function standing({ phase, dueAtMs, awaitsToken }) {
  return [awaitsToken ? 'waits for its token' : phase, dueAtMs === undefined ? '' : `, due ${utc(dueAtMs)}`].join('');
}

/** The details of an event are under a key of their own; JSON texts in them are shown as JSON. */
function historyRow(event) {
  const { id, type, timestamp, previousEventId, ...details } = event;
  const atMs = typeof timestamp === 'number' ? timestamp * 1000 : Date.parse(timestamp);
  const inner = Object.values(details)[0];
  const name = inner?.name ?? inner?.resource ?? '';
  return opening(
    `history-${id}`,
    line(time(atMs), [type, name && el('small', {}, lastPart(name))], `${id}`),
    json(unfold(details)),
  );
}

function unfold(value) {
  if (Array.isArray(value)) return value.map(unfold);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, unfold(each)]));
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function executionControls(query) {
  const statuses = ['', 'RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];
  return filterForm(query, [selection('status', 'Status', statuses, query), field('machine', 'Machine', query)]);
}

// ---- mail ----

function mailRow({ messageId, sentAt, to, subject }) {
  const what = [
    link(`#/mail/${encodeURIComponent(messageId)}`, subject || '(no subject)'),
    el('small', {}, to.join(', ')),
  ];
  return el('li', {}, line(time(Date.parse(sentAt)), what));
}

const mails = ({ messages }) => (messages.length > 0 ? rows(messages.map(mailRow)) : none('No mail.'));

function mail({ messageId, from, to, sentAt, text, html, attachments, shortened }) {
  return [
    facts([
      ['From', from],
      ['To', to.join(', ')],
      ['Sent', utc(Date.parse(sentAt))],
      ['Attachments', attachments.map(({ name, bytes }) => `${name} (${bytes} bytes)`).join(', ')],
    ]),
    shortened && none('The message was too long to keep whole; its end is not shown.'),
    text ? el('pre', {}, linked(text)) : none('It has no text part.'),
    html && el('p', {}, link(`/mail/${encodeURIComponent(messageId)}`, 'Show the HTML part')),
  ];
}

// ---- SMS ----

const smsRow = ({ sentAt, to, text }) =>
  el('li', {}, line(time(Date.parse(sentAt)), [el('small', {}, to), el('pre', {}, text)]));

const textMessages = ({ messages }) => (messages.length > 0 ? rows(messages.map(smsRow)) : none('No SMS.'));

/** Text with its web addresses as links. */
function linked(text) {
  return text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((piece, index) =>
      index % 2 === 1 ? el('a', { href: piece, target: '_blank', rel: 'noopener noreferrer' }, piece) : piece,
    );
}

// ---- errors ----

function errorRow(error) {
  return opening(
    `error-${error.seq}`,
    line(time(error.atMs), error.summary.slice(0, 300), mark(error.kind, 'bad')),
    error.correlationId && facts([['Correlation', [error.correlationId, ' · ', traceLink(error.correlationId)]]]),
    json(error.data),
  );
}

function errors({ errors: list, deadLetters }) {
  return [
    el('h2', {}, 'Dead letters'),
    deadLetters.length > 0 ? deadLetters.map(deadLetterQueue) : none('Every queue for what failed is empty.'),
    el('h2', {}, 'What went wrong'),
    list.length > 0 ? byCorrelation(list).map(errorGroup) : none('Nothing, since the start of the platform.'),
  ];
}

/** Errors of one request together, the newest group first; those of none stay alone together. */
function byCorrelation(list) {
  const groups = new Map();
  for (const error of list) {
    const key = error.correlationId ?? '';
    groups.set(key, [...(groups.get(key) ?? []), error]);
  }
  return [...groups];
}

function errorGroup([correlationId, list]) {
  const title = correlationId ? ['Correlation ', el('code', {}, correlationId)] : 'Without a correlation id';
  return [el('div', { class: 'head' }, el('h3', {}, title), traceLink(correlationId)), rows(list.map(errorRow))];
}

function deadLetterQueue({ arn, name, messages }) {
  const redrive = () =>
    act(async () => {
      const { redriven, kept } = await call(`/api/queues/${encodeURIComponent(arn)}/redrive`, {});
      const stay = kept.length > 0 ? ` ${kept.length} stay: ${kept[0].reason}` : '';
      return `${redriven} of ${name} went back to where they had failed.${stay}`;
    });
  return [
    el(
      'div',
      { class: 'head' },
      el('h3', {}, name),
      el('button', { onclick: redrive, 'data-key': `redrive-${arn}`, 'aria-label': `Redrive ${name}` }, 'Redrive'),
    ),
    rows(messages.map(letterRow)),
  ];
}

function letterRow(message) {
  const attributes = Object.fromEntries(
    Object.entries(message.messageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
  );
  const body = unfold(message.body);
  const what =
    attributes.ERROR_MESSAGE ?? attributes.ErrorMessage ?? body?.responsePayload?.errorMessage ?? message.messageId;
  const from =
    attributes.TARGET_ARN ??
    body?.requestContext?.functionArn?.replace(/:\$LATEST$/, '') ??
    message.deadLetterSourceArn;
  return opening(
    message.messageId,
    line(time(message.sentAt), [what, from && el('small', {}, lastPart(from))]),
    Object.keys(attributes).length > 0 && facts(Object.entries(attributes)),
    json(body),
  );
}

// ---- clock ----

function clock(data) {
  const { advance } = data;
  const isBusy = advance?.status === 'running' || advance?.status === 'waiting';
  return [
    el('p', { class: 'big', id: 'big-now' }, `${utc(data.nowMs)} UTC`),
    el(
      'p',
      { class: 'quiet' },
      data.offsetMs > 1_000 ? `${duration(data.offsetMs)} ahead of this machine.` : 'The time of this machine.',
    ),
    advance && advanceState(data, isBusy),
    el('h2', {}, 'Next timers'),
    data.next.length > 0
      ? rows(
          data.next.map((timer) =>
            el(
              'li',
              {},
              line(
                time(timer.dueAtMs),
                timer.label.replace(/arn:\S+[:/]/g, ''),
                `in ${duration(timer.dueAtMs - data.nowMs)}`,
              ),
            ),
          ),
        )
      : none('None is set.'),
  ];
}

function advanceState({ nowMs, advance }, isBusy) {
  const { fromMs, toMs, realMs, status, error } = advance;
  if (status === 'failed') return el('p', { class: 'quiet' }, `The last advance failed: ${error}`);
  if (!isBusy)
    return el(
      'p',
      { class: 'quiet' },
      `The last advance went ${duration(toMs - fromMs)} on, in ${duration(realMs)} of real time.`,
    );
  const gone = Math.max(0, nowMs - fromMs);
  const label = `Advancing to ${utc(toMs)} UTC: ${duration(gone)} of ${duration(toMs - fromMs)}`;
  return el(
    'p',
    {},
    label,
    el('br'),
    el('progress', { max: Math.max(1, toMs - fromMs), value: gone, 'aria-label': 'Advance of the clock' }),
  );
}

function clockControls() {
  const go = (target) => act(async () => void (await call('/api/clock/advance', { ...target, wait: false })));
  const steps = [
    ['1 hour', hourMs],
    ['1 day', dayMs],
    ['7 days', 7 * dayMs],
    ['30 days', 30 * dayMs],
  ];
  const date = el('input', { type: 'datetime-local', id: 'to', required: true });
  const submit = (event) => {
    event.preventDefault();
    void go({ to: `${date.value}Z` });
  };
  return [
    el('p', {}, 'Advancing runs every timer, schedule and wait on the way, in order; time never goes back.'),
    el(
      'div',
      { class: 'buttons' },
      steps.map(([name, ms]) => el('button', { class: 'first', onclick: () => go({ ms }) }, `Advance ${name}`)),
    ),
    el('form', { onsubmit: submit }, el('label', {}, 'To a date, UTC', date), el('button', {}, 'Advance to it')),
  ];
}

// ---- providers ----

function providers({ providers: list }) {
  return list.map(({ name, origin, state, calls }) => [
    el('h2', {}, name),
    el('p', { class: 'quiet' }, `Answers at ${origin}.`),
    el('h3', {}, 'Last calls'),
    calls.length > 0 ? rows(calls.map(providerCall)) : none('No call since the start.'),
    el('h3', {}, 'State'),
    state === undefined ? none('It tells nothing of its state.') : stateRows(name, state),
  ]);
}

function providerCall(each) {
  const { seq, at, method, path, status } = each;
  const when = at ? time(Date.parse(at)) : el('span');
  return opening(
    `call-${seq}`,
    line(when, `${method} ${path}`, mark(String(status ?? 'no answer'), status >= 400 ? 'bad' : undefined)),
    json(each),
  );
}

const stateRows = (name, state) =>
  rows(Object.entries(state).map(([part, value]) => opening(`${name}-${part}`, line(part, brief(value)), json(value))));

function brief(value) {
  if (Array.isArray(value)) return value.length === 1 ? '1 entry' : `${value.length} entries`;
  if (typeof value === 'object' && value !== null) return Object.keys(value).join(', ').slice(0, 120) || 'empty';
  return String(value);
}

// ---- forms ----

function field(name, label, query) {
  return el(
    'label',
    {},
    label,
    el('input', { type: 'search', name, id: `filter-${name}`, value: query.get(name) ?? '' }),
  );
}

function selection(name, label, values, query) {
  const chosen = query.get(name) ?? '';
  const options = values.map((value) => el('option', { value, selected: value === chosen }, value || 'All'));
  return el('label', {}, label, el('select', { name, id: `filter-${name}` }, options));
}

/** A form whose fields become the query of the view. */
function filterForm(_query, fields, path) {
  const submit = (event) => {
    event.preventDefault();
    const chosen = [...new FormData(event.target)].filter(([, value]) => value !== '');
    const text = new URLSearchParams(chosen).toString();
    location.hash = `#/${path || currentView().name}${text ? `?${text}` : ''}`;
  };
  return el('form', { onsubmit: submit, 'aria-label': 'Filter' }, fields, el('button', {}, 'Filter'));
}

// ---- views ----

/** By the first word of the hash: where it reads, what it shows, and the same for one thing (`#/name/argument`). */
const views = {
  overview: { title: 'Overview', read: () => '/api/overview', show: overview },
  events: { title: 'Events', read: (query) => `/api/events?${query}`, show: events, controls: eventControls },
  trace: {
    title: 'Trace',
    read: (query) => `/api/trace?limit=200&${query}`,
    show: trace,
    controls: traceControls,
    one: {
      read: (id, query) => `/api/trace?correlationId=${encodeURIComponent(id)}&${query}`,
      show: trace,
      title: () => 'Trace of one request',
      controls: traceControls,
    },
  },
  executions: {
    title: 'Executions',
    read: (query) => `/api/executions?${query}`,
    show: executions,
    controls: executionControls,
    one: { read: (arn) => `/api/executions/${encodeURIComponent(arn)}`, show: execution, title: (data) => data.name },
  },
  mail: {
    title: 'Mail',
    read: (query) => `/mail/messages?${query}`,
    show: mails,
    controls: (query) => filterForm(query, [field('to', 'To', query)]),
    one: { read: (id) => `/mail/messages/${encodeURIComponent(id)}`, show: mail, title: (data) => data.subject },
  },
  sms: {
    title: 'SMS',
    read: (query) => `/api/sms?${query}`,
    show: textMessages,
    controls: (query) => filterForm(query, [field('to', 'To', query)]),
  },
  errors: {
    title: 'Errors',
    read: (query) => `/api/errors?${query}`,
    show: errors,
    controls: (query) => filterForm(query, [field('correlationId', 'Correlation id', query)]),
  },
  clock: { title: 'Clock', read: () => '/api/clock', show: clock, controls: clockControls },
  providers: { title: 'Providers', read: () => '/api/providers', show: providers },
};

/** What the hash names; the overview for anything unknown. */
function currentView() {
  const [path = '', search = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [word = '', argument] = path.split('/').map(decodeURIComponent);
  const name = Object.hasOwn(views, word) ? word : 'overview';
  const one = argument ? views[name].one : undefined;
  return { name, view: views[name], one, argument: one && argument, query: new URLSearchParams(search) };
}

let shown = '';
let latestNow;
let turn = 0;
let isLost = false;

/** Builds the view anew: after a change of the hash. */
async function open() {
  const { name, view, one, query, argument } = currentView();
  for (const anchor of document.querySelectorAll('#views a')) {
    if (anchor.getAttribute('href') === `#/${name}`) anchor.setAttribute('aria-current', 'page');
    else anchor.removeAttribute('aria-current');
  }
  tell('');
  const controls = (one ?? view).controls?.(query, argument);
  document.getElementById('controls').replaceChildren(...[controls ?? []].flat());
  document.getElementById('content').replaceChildren();
  setTitle(one ? '…' : view.title);
  shown = '';
  await refresh();
}

function setTitle(title) {
  document.getElementById('title').textContent = title;
  document.title = `${title} – Accord console`;
}

/** Reads again and shows what has changed; what a person opened or focused stays so. */
async function refresh() {
  const mine = ++turn;
  const at = currentView();
  try {
    const data = await call(at.one ? at.one.read(at.argument, at.query) : at.view.read(at.query));
    const now = at.name === 'clock' ? data : await call('/api/clock');
    if (mine !== turn) return;
    if (isLost) tell('');
    isLost = false;
    setNow(now.nowMs, now.advance?.status === 'running');
    const text = JSON.stringify(data, (key, value) =>
      key === 'now' || key === 'realMs' || (key === 'nowMs' && !at.view.controls) ? undefined : value,
    );
    if (text === shown) return;
    shown = text;
    if (at.one) setTitle(at.one.title(data));
    replaceContent([at.one ? at.one.show(data, at) : at.view.show(data, at)].flat(3).filter(Boolean));
  } catch (error) {
    if (mine !== turn) return;
    isLost = true;
    tell(error instanceof TypeError ? 'The platform does not answer; has it stopped?' : error.message, true);
  }
}

function replaceContent(nodes) {
  const content = document.getElementById('content');
  const keep = new Set([...content.querySelectorAll('details[open]')].map((each) => each.dataset.key));
  const focused = document.activeElement?.closest('[data-key]')?.dataset.key;
  content.replaceChildren(...nodes);
  for (const each of content.querySelectorAll('[data-key]')) {
    if (keep.has(each.dataset.key)) each.open = true;
    if (focused && each.dataset.key === focused) (each.querySelector('summary') ?? each).focus({ preventScroll: true });
  }
}

function setNow(nowMs, isAdvancing) {
  latestNow = { nowMs, at: performance.now(), isAdvancing };
  showNow();
}

function showNow() {
  if (!latestNow) return;
  const ms = latestNow.nowMs + (latestNow.isAdvancing ? 0 : performance.now() - latestNow.at);
  document.getElementById('now').textContent = `${utc(ms)} UTC`;
  const big = document.getElementById('big-now');
  if (big) big.textContent = `${utc(ms)} UTC`;
}

async function poll() {
  if (document.visibilityState === 'visible') await refresh();
  setTimeout(poll, latestNow?.isAdvancing ? fastPollMs : pollMs);
}

document.getElementById('views').append(...Object.entries(views).map(([name, { title }]) => link(`#/${name}`, title)));
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  document.getElementById('main').focus();
});
addEventListener('hashchange', () => void open());
setInterval(showNow, 1_000);
await open();
setTimeout(poll, pollMs);
