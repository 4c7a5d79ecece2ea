/* The card form. Numbers typed here go to this origin only; the page around it learns brand and completeness. */
(() => {
  const parentOrigin = new URLSearchParams(window.location.search).get('parent');
  const kind = new URLSearchParams(window.location.search).get('kind');
  const inputs = Object.fromEntries(
    ['number', 'expiry', 'cvc', 'postal'].map((id) => [id, document.getElementById(id)]),
  );
  let hasPostal = true;
  let lastTold = '';

  const send = (message) => window.parent.postMessage({ stripeStandIn: true, ...message }, parentOrigin);
  const digits = (text) => text.replace(/\D/g, '');

  function passesLuhn(number) {
    let sum = 0;
    for (let index = 0; index < number.length; index += 1) {
      const value = Number(number[number.length - 1 - index]) * (index % 2 === 1 ? 2 : 1);
      sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 === 0;
  }

  function brandOf(number) {
    if (number.startsWith('4')) return 'visa';
    if (/^5[1-5]/.test(number)) return 'mastercard';
    return /^3[47]/.test(number) ? 'amex' : 'unknown';
  }

  /** What is wrong with one field: `{ code, message }`, or null. */
  function problemOf(id) {
    const value = inputs[id].value.trim();
    const number = digits(inputs.number.value);
    if (id === 'number') {
      const length = brandOf(number) === 'amex' ? 15 : 16;
      if (number.length < length) return { code: 'incomplete_number', message: 'Your card number is incomplete.' };
      return passesLuhn(number) ? null : { code: 'invalid_number', message: 'Your card number is invalid.' };
    }
    if (id === 'expiry') {
      const month = Number(digits(value).slice(0, 2));
      if (digits(value).length < 4)
        return { code: 'incomplete_expiry', message: "Your card's expiration date is incomplete." };
      return month >= 1 && month <= 12
        ? null
        : { code: 'invalid_expiry_month', message: "Your card's expiration date is invalid." };
    }
    if (id === 'cvc') {
      const length = brandOf(number) === 'amex' ? 4 : 3;
      return digits(value).length >= length
        ? null
        : { code: 'incomplete_cvc', message: "Your card's security code is incomplete." };
    }
    return !hasPostal || value.length >= 3
      ? null
      : { code: 'incomplete_zip', message: 'Your postal code is incomplete.' };
  }

  const fields = () => (hasPostal ? ['number', 'expiry', 'cvc', 'postal'] : ['number', 'expiry', 'cvc']);

  function show(id, problem) {
    document.getElementById(`${id}-error`).textContent = problem ? problem.message : '';
    if (problem) inputs[id].setAttribute('aria-invalid', 'true');
    else inputs[id].removeAttribute('aria-invalid');
    tellHeight();
  }

  function tellHeight() {
    send({ kind: 'height', height: document.getElementById('form').scrollHeight + 4 });
  }

  function tellChange(error) {
    const complete = fields().every((id) => !problemOf(id));
    const empty = fields().every((id) => inputs[id].value === '');
    const brand = brandOf(digits(inputs.number.value));
    const detail = { complete, empty, error: error ? { type: 'validation_error', ...error } : undefined };
    Object.assign(
      detail,
      kind === 'card'
        ? { brand, value: { postalCode: inputs.postal.value } }
        : { collapsed: false, value: { type: 'card' } },
    );
    const told = JSON.stringify(detail);
    if (told === lastTold) return;
    lastTold = told;
    send({ kind: 'event', name: 'change', detail });
  }

  /** The first problem of the form, all of them shown; null when the card is complete. */
  function validate() {
    const problems = fields().map((id) => ({ id, problem: problemOf(id) }));
    for (const { id, problem } of problems) show(id, problem);
    const first = problems.find(({ problem }) => problem);
    if (!first) return null;
    inputs[first.id].focus();
    return { type: 'validation_error', ...first.problem };
  }

  async function call(path, key, params) {
    try {
      const answer = await fetch(path, {
        method: 'POST',
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(params).toString(),
      });
      return await answer.json();
    } catch {
      return { error: { type: 'api_connection_error', message: 'An error occurred with our connection to Stripe.' } };
    }
  }

  async function createPaymentMethod(key, billing) {
    const expiry = digits(inputs.expiry.value);
    const params = {
      type: 'card',
      'card[number]': digits(inputs.number.value),
      'card[exp_month]': String(Number(expiry.slice(0, 2))),
      'card[exp_year]': `20${expiry.slice(2, 4)}`,
      'card[cvc]': digits(inputs.cvc.value),
    };
    const postal = inputs.postal.value.trim();
    if (hasPostal && postal) params['billing_details[address][postal_code]'] = postal;
    if (billing?.name) params['billing_details[name]'] = billing.name;
    if (billing?.email) params['billing_details[email]'] = billing.email;
    return call('/v1/payment_methods', key, params);
  }

  async function confirm({ key, clientSecret, billing }) {
    const problem = validate();
    if (problem) return { error: problem };
    const method = await createPaymentMethod(key, billing);
    if (method.error) return { error: method.error };
    const id = clientSecret.split('_secret_')[0];
    const intent = await call(`/v1/payment_intents/${id}/confirm`, key, {
      client_secret: clientSecret,
      payment_method: method.id,
    });
    return intent.error ? { error: intent.error } : { paymentIntent: intent };
  }

  function configure({ appearance, options }) {
    const variables = appearance.variables || {};
    const names = {
      '--primary': variables.colorPrimary,
      '--background': variables.colorBackground,
      '--text': variables.colorText,
      '--danger': variables.colorDanger,
      '--radius': variables.borderRadius,
      '--font': variables.fontFamily,
      '--size': variables.fontSizeBase,
    };
    const night =
      appearance.theme === 'night' ? { '--background': '#30313d', '--text': '#fff', '--danger': '#fe87a1' } : {};
    for (const [name, value] of Object.entries({ ...night, ...JSON.parse(JSON.stringify(names)) })) {
      document.documentElement.style.setProperty(name, value);
    }
    hasPostal = !options.hidePostalCode;
    document.getElementById('postal-field').hidden = !hasPostal;
    tellHeight();
    send({ kind: 'ready' });
  }

  const work = {
    confirm,
    validate: async () => {
      const problem = validate();
      return problem ? { error: problem } : {};
    },
    createPaymentMethod: async ({ key, billing }) => {
      const problem = validate();
      const method = problem ? { error: problem } : await createPaymentMethod(key, billing);
      return method.error ? { error: method.error } : { paymentMethod: method };
    },
  };

  window.addEventListener('message', async (event) => {
    if (event.source !== window.parent || event.origin !== parentOrigin || event.data?.stripeStandIn !== true) return;
    const message = event.data;
    if (message.kind === 'configure') configure(message);
    else if (message.kind === 'focus') inputs.number.focus();
    else if (message.kind === 'blur') document.activeElement?.blur();
    else if (message.kind === 'clear') {
      for (const id of fields()) {
        inputs[id].value = '';
        show(id, null);
      }
      tellChange();
    } else if (work[message.kind]) send({ kind: 'answer', id: message.id, result: await work[message.kind](message) });
  });

  function format(id) {
    const value = digits(inputs[id].value);
    if (id === 'number') inputs.number.value = value.slice(0, 19).replace(/(\d{4})(?=\d)/g, '$1 ');
    if (id === 'expiry') {
      const padded = /^[2-9]$/.test(value) ? `0${value}` : value.slice(0, 4);
      inputs.expiry.value = padded.length > 2 ? `${padded.slice(0, 2)} / ${padded.slice(2)}` : padded;
    }
    if (id === 'cvc') inputs.cvc.value = value.slice(0, 4);
  }

  for (const [id, input] of Object.entries(inputs)) {
    input.addEventListener('input', () => {
      format(id);
      if (input.getAttribute('aria-invalid') && !problemOf(id)) show(id, null);
      tellChange();
    });
    input.addEventListener('blur', () => {
      const problem = input.value === '' ? null : problemOf(id);
      show(id, problem);
      tellChange(problem);
      send({ kind: 'event', name: 'blur', detail: {} });
    });
    input.addEventListener('focus', () => send({ kind: 'event', name: 'focus', detail: {} }));
  }
  document.getElementById('form').addEventListener('submit', (event) => event.preventDefault());
  new ResizeObserver(tellHeight).observe(document.getElementById('form'));
  send({ kind: 'loaded' });
})();
