/*
 * The few calls of Stripe.js that a page here makes, with the card form in a frame of the stand-in's own origin.
 * On the host page it sets styles through element.style only, so it runs under `style-src 'self'`.
 */
(() => {
  const ORIGIN = new URL(document.currentScript.src).origin;
  let frames = 0;

  const failure = (type, code, message) => ({ error: { type, code, message } });

  function styled(tag, styles, attributes = {}) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  /** One element: a frame of the stand-in and the messages to and from it. */
  class StripeElement {
    constructor(type, options, group, stripe) {
      this.type = type;
      this.options = options || {};
      this.group = group;
      this.stripe = stripe;
      this.listeners = new Map();
      this.answers = new Map();
      this.frame = null;
      this.isReady = null;
      this.receive = this.receive.bind(this);
    }

    mount(target) {
      const place = typeof target === 'string' ? document.querySelector(target) : target;
      if (!place)
        throw new Error(
          `The selector you specified (${target}) applies to no DOM elements that are currently on the page.`,
        );
      if (this.frame) this.unmount();
      frames += 1;
      const query = new URLSearchParams({ kind: this.type, parent: window.location.origin });
      this.frame = styled(
        'iframe',
        { border: '0', width: '100%', height: '0', display: 'block', 'color-scheme': 'normal' },
        {
          title: 'Secure payment input frame',
          name: `__stripe_frame_${frames}`,
          src: `${ORIGIN}/elements/frame?${query}`,
          allow: 'payment *',
        },
      );
      window.addEventListener('message', this.receive);
      this.isReady = new Promise((resolve) => {
        this.markReady = resolve;
      });
      place.classList.add('StripeElement');
      place.replaceChildren(this.frame);
      return this;
    }

    receive(event) {
      if (!this.frame || event.origin !== ORIGIN || event.source !== this.frame.contentWindow) return;
      const message = event.data;
      if (message?.stripeStandIn !== true) return;
      if (message.kind === 'loaded') this.configure();
      else if (message.kind === 'height') this.frame.style.setProperty('height', `${Math.ceil(message.height)}px`);
      else if (message.kind === 'ready') {
        this.markReady();
        this.tell('ready', { elementType: this.type });
      } else if (message.kind === 'event') this.tell(message.name, { elementType: this.type, ...message.detail });
      else if (message.kind === 'answer') {
        const resolve = this.answers.get(message.id);
        this.answers.delete(message.id);
        if (resolve) resolve(message.result);
      }
    }

    configure() {
      this.send({
        kind: 'configure',
        appearance: this.group.options.appearance || {},
        options: { hidePostalCode: this.options.hidePostalCode === true },
      });
    }

    send(message) {
      if (this.frame?.contentWindow) this.frame.contentWindow.postMessage({ stripeStandIn: true, ...message }, ORIGIN);
    }

    /** Asks the frame to do something with the card it holds. */
    async ask(kind, details) {
      if (!this.frame)
        return failure('validation_error', 'element_not_mounted', 'Mount the element before you use it.');
      await this.isReady;
      const id = `${Date.now()}-${Math.random()}`;
      return new Promise((resolve) => {
        this.answers.set(id, resolve);
        this.send({ kind, id, ...details });
      });
    }

    tell(name, detail) {
      for (const listener of this.listeners.get(name) || [])
        listener(name === 'ready' ? { elementType: this.type } : detail);
    }

    on(name, listener) {
      this.listeners.set(name, [...(this.listeners.get(name) || []), listener]);
      return this;
    }

    once(name, listener) {
      const wrapped = (detail) => {
        this.off(name, wrapped);
        listener(detail);
      };
      return this.on(name, wrapped);
    }

    off(name, listener) {
      this.listeners.set(name, listener ? (this.listeners.get(name) || []).filter((one) => one !== listener) : []);
      return this;
    }

    focus() {
      this.send({ kind: 'focus' });
    }

    blur() {
      this.send({ kind: 'blur' });
    }

    clear() {
      this.send({ kind: 'clear' });
    }

    update(options) {
      this.options = { ...this.options, ...options };
      this.configure();
    }

    collapse() {}

    unmount() {
      window.removeEventListener('message', this.receive);
      if (this.frame) this.frame.remove();
      this.frame = null;
    }

    destroy() {
      this.unmount();
      this.group.forget(this.type);
    }
  }

  class Elements {
    constructor(stripe, options) {
      this.stripe = stripe;
      this.options = options || {};
      this.elements = new Map();
    }

    create(type, options) {
      if (!['payment', 'card'].includes(type))
        throw new Error(`The local Stripe.js has no element "${type}", only payment and card.`);
      if (this.elements.has(type))
        throw new Error(`Can only create one Element of type ${type} through elements.create().`);
      const element = new StripeElement(type, options, this, this.stripe);
      this.elements.set(type, element);
      return element;
    }

    getElement(type) {
      return this.elements.get(type) || null;
    }

    forget(type) {
      this.elements.delete(type);
    }

    update(options) {
      this.options = { ...this.options, ...options };
      for (const element of this.elements.values()) element.configure();
    }

    async fetchUpdates() {
      return {};
    }

    async submit() {
      const element = this.getElement('payment');
      return element ? element.ask('validate', {}) : {};
    }
  }

  /** Shows the bank's page over the shop; resolves when the bank has its answer or the buyer closes it. */
  function challenge(url) {
    return new Promise((resolve) => {
      const before = document.activeElement;
      const shade = styled(
        'div',
        {
          position: 'fixed',
          inset: '0',
          'z-index': '2147483647',
          background: 'rgba(10, 20, 40, .6)',
          display: 'grid',
          'place-items': 'center',
        },
        { role: 'dialog', 'aria-modal': 'true', 'aria-label': '3D Secure authentication' },
      );
      const address = new URL(url);
      address.searchParams.set('parent', window.location.origin);
      const frame = styled(
        'iframe',
        {
          border: '0',
          width: 'min(28rem, 94vw)',
          height: 'min(26rem, 90vh)',
          background: '#fff',
          'border-radius': '12px',
        },
        { title: '3D Secure authentication', src: address.href },
      );
      const onMessage = (event) => {
        if (event.origin !== ORIGIN || event.source !== frame.contentWindow) return;
        if (event.data?.stripeStandIn !== true || event.data.kind !== 'challenge-done') return;
        window.removeEventListener('message', onMessage);
        shade.remove();
        if (before?.focus) before.focus();
        resolve();
      };
      window.addEventListener('message', onMessage);
      shade.append(frame);
      document.body.append(shade);
      frame.focus();
    });
  }

  class LocalStripe {
    constructor(key, options) {
      if (!/^pk_test_/.test(String(key)))
        throw new Error('The local Stripe.js takes a publishable test key (pk_test_…).');
      this.key = key;
      this.options = options || {};
    }

    elements(options) {
      return new Elements(this, options);
    }

    async retrievePaymentIntent(clientSecret) {
      const id = String(clientSecret).split('_secret_')[0];
      try {
        const answer = await fetch(
          `${ORIGIN}/v1/payment_intents/${id}?${new URLSearchParams({ client_secret: clientSecret })}`,
          {
            headers: { Authorization: `Bearer ${this.key}` },
            credentials: 'omit',
          },
        );
        const body = await answer.json();
        return body.error ? { error: body.error } : { paymentIntent: body };
      } catch {
        return failure('api_connection_error', undefined, 'An error occurred with our connection to Stripe.');
      }
    }

    /** Opens the bank's challenge when one waits, and tells how the payment stands afterwards. */
    async handleNextAction({ clientSecret }) {
      const found = await this.retrievePaymentIntent(clientSecret);
      if (found.error || found.paymentIntent.status !== 'requires_action') return found;
      const action = found.paymentIntent.next_action;
      await challenge(
        action.use_stripe_sdk ? action.use_stripe_sdk.stripe_js : action.redirect_to_url.url.replace('&redirect=1', ''),
      );
      const after = await this.retrievePaymentIntent(clientSecret);
      if (after.error || after.paymentIntent.status !== 'requires_payment_method') return after;
      return { error: { ...after.paymentIntent.last_payment_error, payment_intent: after.paymentIntent } };
    }

    async confirmPayment({ elements, clientSecret, confirmParams, redirect }) {
      const secret = clientSecret || elements?.options.clientSecret;
      const element = elements?.getElement('payment') || elements?.getElement('card');
      if (!secret || !element)
        return failure(
          'invalid_request_error',
          undefined,
          'confirmPayment needs elements with a client secret and a mounted payment element.',
        );
      const billing = confirmParams?.payment_method_data?.billing_details;
      const result = await this.finish(
        await element.ask('confirm', { key: this.key, clientSecret: secret, billing }),
        secret,
      );
      if (result.error || redirect === 'if_required') return result;
      const target = new URL(confirmParams.return_url);
      target.searchParams.set('payment_intent', result.paymentIntent.id);
      target.searchParams.set('payment_intent_client_secret', secret);
      target.searchParams.set('redirect_status', result.paymentIntent.status === 'succeeded' ? 'succeeded' : 'pending');
      window.location.assign(target.href);
      return new Promise(() => {});
    }

    async confirmCardPayment(clientSecret, data, options) {
      const method = data?.payment_method;
      let result;
      if (typeof method === 'string') {
        result = await this.confirmWith(clientSecret, method);
      } else if (method?.card) {
        result = await method.card.ask('confirm', { key: this.key, clientSecret, billing: method.billing_details });
      } else return this.handleNextAction({ clientSecret });
      return options?.handleActions === false ? result : this.finish(result, clientSecret);
    }

    async confirmWith(clientSecret, paymentMethod) {
      const id = String(clientSecret).split('_secret_')[0];
      const answer = await fetch(`${ORIGIN}/v1/payment_intents/${id}/confirm`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${this.key}`, 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ client_secret: clientSecret, payment_method: paymentMethod }).toString(),
        credentials: 'omit',
      });
      const body = await answer.json();
      return body.error ? { error: body.error } : { paymentIntent: body };
    }

    async finish(result, clientSecret) {
      if (result.error || result.paymentIntent.status !== 'requires_action') return result;
      return this.handleNextAction({ clientSecret });
    }

    async createPaymentMethod(options) {
      const element =
        options.element ||
        options.card ||
        options.elements?.getElement('payment') ||
        options.elements?.getElement('card');
      if (!element) return failure('invalid_request_error', undefined, 'createPaymentMethod needs an element.');
      return element.ask('createPaymentMethod', { key: this.key, billing: options.billing_details });
    }

    registerAppInfo() {}
  }

  const Stripe = (key, options) => new LocalStripe(key, options);
  Stripe.version = 3;
  window.Stripe = Stripe;
})();
