import type { ReactNode } from 'react';
import { KEY_SCOPE_NAMES, KEY_SCOPES } from '#contract/key-scopes.ts';
import { CodeText } from '@/ui/code-text.tsx';
import { ChannelList } from './channel-list.tsx';
import { type ApiDocument, exampleOf } from './operations.ts';
import { SchemaView } from './schema-view.tsx';
import verifySample from './verify-webhook.mjs?raw';

/** What a program of a workspace needs to know beside the operations. */
export function Guides({ document }: { document: ApiDocument }) {
  return (
    <div className="mb-8 grid gap-5 lg:grid-cols-2">
      <Guide id="api-keys" title="API keys">
        <p>
          An owner creates them under Integrations. Send one as <code>Authorization: Bearer accord_…</code>; it acts for
          its workspace within its scopes, as nobody in particular, and the audit trail names the key. Whatever binds
          the workspace, moves its money or is about people takes someone who is signed in and answers{' '}
          <code>key_not_accepted</code>.
        </p>
        <CodeText
          label="Command that lists campaigns with a key"
          text={`curl '${location.origin}/api/v1/brands/campaigns' \\\n  -H "Authorization: Bearer $ACCORD_KEY"`}
        />
        <dl className="mt-4 grid gap-1.5">
          {KEY_SCOPE_NAMES.map((scope) => (
            <div key={scope} className="grid gap-x-3 sm:grid-cols-[11rem_minmax(0,1fr)]">
              <dt>
                <code className="font-semibold text-ink">{scope}</code>
              </dt>
              <dd>{KEY_SCOPES[scope]}</dd>
            </div>
          ))}
        </dl>
      </Guide>
      <Guide id="webhooks" title="Receiving webhooks">
        <p>
          Events are posted as JSON to an https:// address on port 443. Answer 2xx within ten seconds; redirects are not
          followed. Anything else is tried again after 1 and 5 minutes, half an hour, 2, 8 and 24 hours, always with the
          same <code>webhook-id</code>: a delivery can come twice and in any order, so remember the ids you have taken.
          Ten failures in a row over three days, or one answer 410, disable the webhook.
        </p>
        <p className="mt-3">
          Deliveries are signed as{' '}
          <a
            href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md"
            className="font-medium text-accent underline underline-offset-4"
          >
            Standard Webhooks
          </a>{' '}
          says, so its libraries verify them; with Node alone it is this:
        </p>
        <CodeText label="Node program that verifies a webhook" text={verifySample} />
      </Guide>
      <Guide id="webhook-events" title="Events of webhooks" wide>
        <p className="mb-3">
          A webhook gets the events it asks for, and <code>rule.triggered</code> from every rule that names it: with{' '}
          <code>ruleId</code>, <code>ruleName</code>, <code>campaignId</code>, <code>campaignTitle</code> and, as{' '}
          <code>event</code>, what happened in one of the forms below (null for what has none).
        </p>
        <ul>
          {Object.entries(document.webhooks).map(([type, { post }]) => {
            const schema = post.requestBody.content?.['application/json']?.schema;
            return (
              <li key={type} className="border-t border-line py-2 first:border-t-0">
                <details>
                  <summary className="min-h-8">
                    <code className="font-semibold text-ink">{type}</code> {post.summary}
                  </summary>
                  {schema && (
                    <>
                      <SchemaView schema={schema} document={document} />
                      <CodeText
                        label={`Example of ${type}`}
                        text={JSON.stringify(exampleOf(schema, document), null, 2)}
                      />
                    </>
                  )}
                </details>
              </li>
            );
          })}
        </ul>
      </Guide>
      <Guide id="notifications" title="Notifications of people" wide>
        <p className="mb-3">
          By which channels people are told what, unless they chose otherwise with{' '}
          <code>PUT /notifications/preferences</code>, where kinds are named as here.
        </p>
        <ChannelList />
      </Guide>
    </div>
  );
}

function Guide(props: { id: string; title: string; children: ReactNode; wide?: boolean }) {
  return (
    <section
      aria-labelledby={props.id}
      className={`min-w-0 rounded-card border border-line bg-surface p-5 text-small text-soft shadow-card md:p-6 ${props.wide ? 'lg:col-span-2' : ''}`}
    >
      <h2 id={props.id} className="mb-2 scroll-mt-4 text-heading font-semibold text-ink">
        {props.title}
      </h2>
      {props.children}
    </section>
  );
}
