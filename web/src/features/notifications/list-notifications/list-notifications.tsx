import { useNavigate } from '@tanstack/react-router';
import { countUnread } from '#contract/areas/notifications.ts';
import { NOTICE_GROUP_NAMES, NOTICE_GROUPS, type NoticeGroup } from '#domain/notice-groups.ts';
import { useEndpoint } from '@/api/hooks.ts';
import { ButtonLink } from '@/ui/button.tsx';
import { Choice } from '@/ui/choice.tsx';
import { Checkbox, Select } from '@/ui/field.tsx';
import { Card, PageHeader } from '@/ui/layout.tsx';
import { NotificationList } from '../notification-list.tsx';
import { type NotificationFilter, notificationsRoute } from '../routes.ts';

/** Everything one was told, with ways to narrow it down that stay in the address. */
export function ListNotifications() {
  const filter = notificationsRoute.useSearch();
  const navigate = useNavigate();
  const { data } = useEndpoint(countUnread, {});
  const show = (search: NotificationFilter) => void navigate({ to: '/notifications', search, replace: true });
  return (
    <>
      <PageHeader
        title="Notifications"
        lead="What you were told in the last half year."
        actions={<ButtonLink to="/account/notifications">Choose what comes how</ButtonLink>}
      />
      <Card>
        <div className="mb-4 flex flex-wrap items-end gap-x-6 gap-y-3">
          <Choice label="About">
            <Select
              className="w-64 max-w-full"
              value={filter.about ?? ''}
              onChange={(event) => show(withAbout(filter, event.target.value))}
            >
              <option value="">Everything</option>
              {NOTICE_GROUP_NAMES.map((group) => (
                <option key={group} value={group}>
                  {NOTICE_GROUPS[group]}
                </option>
              ))}
            </Select>
          </Choice>
          <Checkbox
            checked={filter.unread ?? false}
            onChange={(event) =>
              show({ ...withAbout(filter, filter.about), ...(event.target.checked ? { unread: true } : {}) })
            }
          >
            Only unread
          </Checkbox>
        </div>
        <NotificationList unread={data?.unread ?? 0} filter={filter} />
      </Card>
    </>
  );
}

function withAbout({ unread }: NotificationFilter, about: string | undefined): NotificationFilter {
  return { ...(about ? { about: about as NoticeGroup } : {}), ...(unread ? { unread } : {}) };
}
