import { config } from '@/api/index.ts';

/** The few calls of Stripe.js used here; the script itself always comes from the provider and is never bundled. */
export interface StripeElement {
  mount(place: HTMLElement): void;
  on(name: 'ready' | 'change' | 'loaderror', listener: (event: { complete?: boolean }) => void): void;
  destroy(): void;
}
export interface StripeElements {
  create(type: 'payment', options?: object): StripeElement;
}
export interface StripeError {
  type?: string;
  code?: string;
  decline_code?: string;
  message?: string;
}
export interface StripeJs {
  elements(options: { clientSecret: string; appearance?: object }): StripeElements;
  confirmPayment(options: {
    elements: StripeElements;
    confirmParams: { return_url: string };
    redirect: 'if_required';
  }): Promise<{ error?: StripeError }>;
}

declare global {
  interface Window {
    Stripe?: (publishableKey: string) => StripeJs;
  }
}

let loading: Promise<StripeJs> | undefined;

/** Loads Stripe.js once; after a failure the next call tries again. Rejects with a sentence for people. */
export function loadStripe(): Promise<StripeJs> {
  loading ??= appendScript().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

function appendScript(): Promise<StripeJs> {
  const { stripeJsUrl, stripePublishableKey } = config();
  return new Promise((resolve, reject) => {
    const refuse = () =>
      reject(new Error('The card form could not be loaded. Check your connection or a blocker in your browser.'));
    if (!stripeJsUrl) return refuse();
    const script = document.createElement('script');
    script.src = stripeJsUrl;
    script.async = true;
    script.onerror = () => {
      script.remove();
      refuse();
    };
    script.onload = () => (window.Stripe ? resolve(window.Stripe(stripePublishableKey)) : refuse());
    document.head.append(script);
  });
}

/** Our colours for the card form, read from the page so that they follow light and dark. */
export function cardFormLook(): object {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    theme: 'stripe',
    variables: {
      colorPrimary: colour('--accent'),
      colorBackground: colour('--surface'),
      colorText: colour('--ink'),
      colorDanger: colour('--danger'),
      borderRadius: '8px',
      fontSizeBase: '16px',
    },
  };
}
