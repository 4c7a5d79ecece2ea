import { Duration } from 'aws-cdk-lib';
import type { ResponseHeadersPolicyProps } from 'aws-cdk-lib/aws-cloudfront';
import { HeadersFrameOption, HeadersReferrerPolicy } from 'aws-cdk-lib/aws-cloudfront';

/** Stripe's own hosts, as its documentation on content security policies lists them for Stripe.js and Connect. */
const STRIPE = {
  script: 'https://js.stripe.com',
  frames: ['https://js.stripe.com', 'https://hooks.stripe.com'],
  api: 'https://api.stripe.com',
};

/** Browser features that nothing on the site uses, switched off; payment is for Stripe's frame. */
const PERMISSIONS_POLICY = [
  'accelerometer=()',
  'camera=()',
  'display-capture=()',
  'geolocation=()',
  'gyroscope=()',
  'magnetometer=()',
  'microphone=()',
  'midi=()',
  `payment=(self "${STRIPE.script}")`,
  'usb=()',
].join(', ');

/** The content security policy of the site; `filesOrigin` is where uploads go to, and pictures and documents come from. */
export function siteContentSecurityPolicy(filesOrigin: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${STRIPE.script}`,
    `connect-src 'self' ${STRIPE.api} ${filesOrigin}`,
    `frame-src ${STRIPE.frames.join(' ')} ${filesOrigin}`,
    `img-src 'self' data: blob: ${filesOrigin}`,
    `media-src 'self' blob: ${filesOrigin}`,
    "style-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** What the API's answers may do in a browser: nothing. */
const API_CONTENT_SECURITY_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Response headers of the site's pages and files. */
export function siteHeaders(filesOrigin: string): ResponseHeadersPolicyProps {
  return headers(siteContentSecurityPolicy(filesOrigin), [
    { header: 'Permissions-Policy', value: PERMISSIONS_POLICY, override: true },
  ]);
}

/** Response headers of the API; nothing of it is ever stored by a cache. */
export function apiHeaders(): ResponseHeadersPolicyProps {
  return headers(API_CONTENT_SECURITY_POLICY, [{ header: 'Cache-Control', value: 'no-store', override: true }]);
}

function headers(
  contentSecurityPolicy: string,
  customHeaders: { header: string; value: string; override: boolean }[],
): ResponseHeadersPolicyProps {
  return {
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy, override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override: true },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(730),
        includeSubdomains: true,
        preload: true,
        override: true,
      },
    },
    customHeadersBehavior: {
      customHeaders: [
        ...customHeaders,
        { header: 'Cross-Origin-Opener-Policy', value: 'same-origin', override: true },
        { header: 'Cross-Origin-Resource-Policy', value: 'same-origin', override: true },
      ],
    },
  };
}
