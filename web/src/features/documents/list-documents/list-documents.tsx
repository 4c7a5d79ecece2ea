import { ButtonLink } from '@/ui/button.tsx';
import { PageHeader } from '@/ui/layout.tsx';
import { listDocumentsRoute } from '../routes.ts';
import { Folder } from './folder.tsx';

/** Everything one sees, or the folder of a campaign. */
export function ListDocuments() {
  const { campaign } = listDocumentsRoute.useSearch();
  return (
    <>
      <PageHeader
        title="Documents"
        lead={
          campaign
            ? 'What lies in the folder of one campaign.'
            : 'What you keep and what was opened to you, campaign by campaign.'
        }
        actions={
          campaign && (
            <ButtonLink to="/documents" search={{}}>
              All campaigns
            </ButtonLink>
          )
        }
      />
      <Folder key={campaign ?? ''} {...(campaign ? { campaignId: campaign } : {})} />
    </>
  );
}
