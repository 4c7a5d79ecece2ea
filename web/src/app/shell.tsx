import { Link, Outlet, useMatches, useNavigate, useRouter, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { leave } from '@/api/index.ts';
import { useLiveUpdates } from '@/api/live-queries.ts';
import { mayAs, type User, useSession } from '@/api/session.ts';
import { UnreadBadge } from '@/features/messages/unread-badge.tsx';
import { NotificationBell } from '@/features/notifications/notification-bell.tsx';
import { WorkspaceSwitcher } from '@/features/workspace/workspace-switcher.tsx';
import { cx } from '@/ui/cx.ts';
import { Dialog } from '@/ui/dialog.tsx';
import { Icon, Mark } from '@/ui/icon.tsx';
import { Menu } from '@/ui/menu.tsx';
import { ROLE_NAMES } from '@/ui/words.ts';
import { NAVIGATION, type NavigationEntry } from './navigation.ts';
import { NotYours } from './not-yours.tsx';
import { StepUpGate } from './step-up-gate.tsx';

const AcceptDocuments = lazy(async () => ({
  default: (await import('@/features/account/accept-documents/accept-documents.tsx')).AcceptDocuments,
}));

/** Nobody goes on before they have accepted the documents that hold now. */
function AcceptDocumentsFirst() {
  return (
    <Suspense>
      <AcceptDocuments />
    </Suspense>
  );
}

/** How many entries fit the bar of a phone; more go into a drawer. */
const BAR_PLACES = 5;

/** The frame of every signed-in screen: sidebar on wide screens, bar at the bottom on phones. */
export function Shell() {
  const current = useSession();
  const user = current.status === 'signed-in' ? current.user : undefined;
  const matches = useMatches();
  useLeaveWhenSignedOut(user === undefined, current.status === 'signed-out' && current.ended);
  const main = useFocusOnNavigation();
  if (!user) return null;
  if (user.documentsDue.length > 0) return <AcceptDocumentsFirst />;
  const entries = NAVIGATION.filter(
    (entry) => mayOpen(user, { staticData: entry, params: {} }) && !entry.except?.includes(user.role),
  );
  const guarded = matches.findLast((match) => match.staticData.permission);
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[15.5rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only rounded-control bg-surface px-4 py-2 focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50"
      >
        Skip to content
      </a>
      <LiveUpdates key={`${user.userId} ${user.workspaceId} ${user.role} ${JSON.stringify(user.grants)}`} />
      <Sidebar entries={entries} user={user} />
      <div className="flex min-w-0 flex-col">
        <PhoneTop user={user} />
        <main
          id="main"
          ref={main}
          tabIndex={-1}
          className="mx-auto w-full max-w-5xl flex-1 px-4 pt-6 pb-28 outline-none sm:px-6 md:px-10 md:pt-10 md:pb-16"
        >
          {guarded && !mayOpen(user, guarded) ? <NotYours role={user.role} /> : <Outlet />}
        </main>
      </div>
      <PhoneBar entries={entries} />
      <StepUpGate />
    </div>
  );
}

/** Whether a screen is the person's: of a campaign in its address also by what was granted there; of a thing of any campaign by any grant. */
function mayOpen(
  user: User,
  { staticData: { permission, byGrant }, params }: Pick<ReturnType<typeof useMatches>[number], 'staticData' | 'params'>,
): boolean {
  if (!permission || mayAs(user, permission, 'campaignId' in params ? params.campaignId : undefined)) return true;
  return byGrant === true && user.grants.some(({ campaignId }) => mayAs(user, permission, campaignId));
}

/** One connection for as long as the same person is signed in, with the same role and grants in the same workspace. */
function LiveUpdates() {
  useLiveUpdates();
  return null;
}

function useLeaveWhenSignedOut(signedOut: boolean, ended: boolean): void {
  const navigate = useNavigate();
  const { latestLocation } = useRouter();
  const leaving = useRef(false);
  useEffect(() => {
    // Once: this frame stays until the log-in screen is loaded, and on the way there it must not take that one for the place to come back to.
    if (!signedOut || leaving.current) return;
    leaving.current = true;
    void navigate({ to: '/log-in', search: ended ? { next: latestLocation.href } : {}, replace: true });
  }, [signedOut, ended, latestLocation, navigate]);
}

/** A new screen begins at its start for keyboards and screen readers as well. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current !== undefined && before.current !== path) main.current?.focus({ preventScroll: true });
    before.current = path;
  }, [path]);
  return main;
}

function Sidebar({ entries, user }: { entries: readonly NavigationEntry[]; user: User }) {
  return (
    <header className="sticky top-0 hidden h-dvh flex-col bg-side px-3 py-5 text-side-ink md:flex">
      <div className="mb-6 flex items-center justify-between">
        <Link to="/" className="flex items-center gap-2.5 rounded-control px-2.5 py-1 focus-visible:outline-glow">
          <Mark className="size-8" />
          <span className="text-lead font-semibold tracking-tight">Accord</span>
        </Link>
        <NotificationBell />
      </div>
      <WorkspaceSwitcher />
      <nav aria-label="Main" className="-mr-1 grid min-h-0 gap-0.5 overflow-y-auto pr-1 [scrollbar-width:thin]">
        {entries.map((entry) => (
          <Link
            key={entry.to}
            to={entry.to}
            className="flex min-h-9 items-center gap-3 rounded-control px-3 text-small font-medium text-side-soft transition-colors focus-visible:-outline-offset-2 hover:bg-side-active/60 hover:text-side-ink focus-visible:outline-glow aria-[current=page]:bg-side-active aria-[current=page]:text-side-ink"
          >
            <Icon name={entry.icon} />
            {entry.label}
            {entry.counted && <UnreadBadge className="ml-auto" />}
          </Link>
        ))}
      </nav>
      <div className="mt-auto flex-none border-t border-side-line pt-3">
        <UserMenu user={user} side="top" />
      </div>
    </header>
  );
}

function UserMenu({ user, side, compact = false }: { user: User; side: 'top' | 'bottom'; compact?: boolean }) {
  const navigate = useNavigate();
  return (
    <Menu
      side={side}
      header={
        <>
          <span className="block font-semibold">{user.name}</span>
          <span className="block text-faint break-all">{user.email}</span>
        </>
      }
      trigger={
        <button
          type="button"
          aria-label={`Your menu, ${user.name}`}
          className={cx(
            'flex min-h-11 items-center gap-3 rounded-control px-2 text-left hover:bg-side-active focus-visible:outline-glow',
            !compact && 'w-full',
          )}
        >
          <span
            aria-hidden="true"
            className="grid size-8 flex-none place-items-center rounded-full bg-glow text-small font-semibold text-side"
          >
            {user.name.charAt(0).toUpperCase()}
          </span>
          {!compact && (
            <span className="min-w-0 flex-1">
              <span className="block truncate text-small font-medium">{user.name}</span>
              <span className="block text-tiny text-side-soft">{ROLE_NAMES[user.role]}</span>
            </span>
          )}
        </button>
      }
      items={[
        { label: 'Account', icon: 'account', onSelect: () => void navigate({ to: '/account' }) },
        { label: 'API for developers', icon: 'link', onSelect: () => void navigate({ to: '/developers' }) },
        { label: 'Log out', icon: 'leave', onSelect: () => void leave().catch(() => undefined) },
      ]}
    />
  );
}

function PhoneTop({ user }: { user: User }) {
  return (
    <header className="sticky top-0 z-20 flex items-center justify-between bg-side px-4 py-1.5 text-side-ink md:hidden">
      <Link to="/" className="flex min-h-11 items-center gap-2 focus-visible:outline-glow">
        <Mark className="size-7" />
        <span className="font-semibold tracking-tight">Accord</span>
      </Link>
      <div className="flex min-w-0 items-center gap-1">
        <WorkspaceSwitcher compact />
        <NotificationBell />
        <UserMenu user={user} side="bottom" compact />
      </div>
    </header>
  );
}

const BAR_ITEM =
  'flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 text-tiny font-medium text-faint aria-[current=page]:text-accent aria-[current=page]:font-semibold';

function PhoneBar({ entries }: { entries: readonly NavigationEntry[] }) {
  const [open, setOpen] = useState(false);
  const fits = entries.length <= BAR_PLACES;
  const shown = fits ? entries : entries.slice(0, BAR_PLACES - 1);
  const rest = fits ? [] : entries.slice(BAR_PLACES - 1);
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {shown.map((entry) => (
        <Link key={entry.to} to={entry.to} className={cx(BAR_ITEM, 'relative')}>
          <Icon name={entry.icon} />
          {entry.short ?? entry.label}
          {entry.counted && <UnreadBadge className="absolute top-1 left-[calc(50%+0.25rem)]" />}
        </Link>
      ))}
      {rest.length > 0 && (
        <>
          <button type="button" className={BAR_ITEM} aria-haspopup="dialog" onClick={() => setOpen(true)}>
            <Icon name="menu" />
            More
          </button>
          <Dialog open={open} onClose={() => setOpen(false)} title="More" side="bottom">
            <div className="grid gap-1">
              {rest.map((entry) => (
                <Link
                  key={entry.to}
                  to={entry.to}
                  onClick={() => setOpen(false)}
                  className={cx(
                    'flex min-h-12 items-center gap-3 rounded-control px-3 font-medium text-soft hover:bg-sunken aria-[current=page]:text-accent',
                  )}
                >
                  <Icon name={entry.icon} />
                  {entry.label}
                  {entry.counted && <UnreadBadge />}
                </Link>
              ))}
            </div>
          </Dialog>
        </>
      )}
    </nav>
  );
}
