import { useNavigate } from '@tanstack/react-router';
import { listWorkspaces, switchWorkspace } from '#contract/areas/workspaces.ts';
import { useEndpoint, useEndpointMutation } from '@/api/hooks.ts';
import { takePlace } from '@/api/place.ts';
import { useMay } from '@/api/session.ts';
import { Icon } from '@/ui/icon.tsx';
import { Menu } from '@/ui/menu.tsx';
import { toast } from '@/ui/toast.tsx';
import { ROLE_NAMES } from '@/ui/words.ts';

/** Switches to another workspace and goes to its first screen. */
export function useSwitch() {
  const navigate = useNavigate();
  return useEndpointMutation(switchWorkspace, {
    onSuccess: async (me) => {
      await navigate({ to: '/overview' });
      takePlace(me);
    },
  });
}

/** The workspace one works in, and the way to the others; nothing for who has only one. */
export function WorkspaceSwitcher({ compact = false }: { compact?: boolean }) {
  const mayChoose = useMay('workspace:choose');
  const { data } = useEndpoint(listWorkspaces, {}, { enabled: mayChoose });
  const navigate = useNavigate();
  const change = useSwitch();
  if (!data || data.items.length < 2) return null;
  const current = data.items.find((one) => one.current);
  return (
    <div className={compact ? 'w-28 flex-none' : 'mb-4 min-w-0'}>
      <Menu
        header="Work in"
        trigger={
          <button
            type="button"
            aria-label={`Workspace ${current?.name ?? 'none'}, switch`}
            className="flex min-h-11 w-full min-w-0 items-center gap-2 rounded-control border border-side-line px-3 text-left text-small font-medium hover:bg-side-active focus-visible:outline-glow"
          >
            <span className="min-w-0 flex-1 truncate">{current?.name ?? 'Choose a workspace'}</span>
            <Icon name="right" className="size-4 flex-none rotate-90 text-side-soft" />
          </button>
        }
        items={[
          ...data.items.map((one) => ({
            label: `${one.name} · ${ROLE_NAMES[one.role]}`,
            icon: one.current ? ('check' as const) : ('team' as const),
            onSelect: () => {
              if (one.current) return;
              change.mutate(
                { params: { workspaceId: one.workspaceId } },
                { onSuccess: () => toast(`You work in ${one.name} now`) },
              );
            },
          })),
          { label: 'All workspaces', icon: 'more' as const, onSelect: () => void navigate({ to: '/workspaces' }) },
        ]}
      />
    </div>
  );
}
