import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { memberRoute, rootRoute } from '@/app/root.tsx';

const getParentRoute = () => memberRoute;

/** The folder of which campaign, where one is named. */
const inFolder = (search: Record<string, unknown>): { campaign?: string } =>
  typeof search.campaign === 'string' ? { campaign: search.campaign } : {};

export const listDocumentsRoute = createRoute({
  getParentRoute,
  path: '/documents',
  staticData: { permission: 'document:read' },
  validateSearch: inFolder,
  component: lazyRouteComponent(() => import('./list-documents/list-documents.tsx'), 'ListDocuments'),
});

export const addDocumentRoute = createRoute({
  getParentRoute,
  path: '/documents/new',
  staticData: { permission: 'document:write', byGrant: true },
  validateSearch: inFolder,
  component: lazyRouteComponent(() => import('./add-document/add-document.tsx'), 'AddDocument'),
});

export const viewDocumentRoute = createRoute({
  getParentRoute,
  path: '/documents/$documentId',
  staticData: { permission: 'document:read' },
  component: lazyRouteComponent(() => import('./view-document/view-document.tsx'), 'ViewDocument'),
});

export const documentRoutes = [listDocumentsRoute, addDocumentRoute, viewDocumentRoute] as const;

/** For whoever has a link, signed in or not. */
export const sharedDocumentRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/shared',
    component: lazyRouteComponent(() => import('./view-shared/view-shared.tsx'), 'ViewShared'),
  }),
] as const;
