import { createBrowserRouter, redirect, type RouteObject } from 'react-router';
import { Missing, RouteFault } from './RouteFault';
import { Shell } from './Shell';
import { Entrance } from './Entrance';

/** One page, fetched when it is first opened. */
function page(load: () => Promise<{ Page: React.ComponentType }>): Pick<RouteObject, 'lazy'> {
  return { lazy: async () => ({ Component: (await load()).Page }) };
}

const to = (path: string) => () => redirect(path);

export const router = createBrowserRouter([
  {
    errorElement: <RouteFault />,
    hydrateFallbackElement: <></>,
    children: [
      {
        path: '/sign-in',
        element: <Entrance />,
        children: [{ index: true, ...page(() => import('../pages/SignIn/SignInPage')) }],
      },
      {
        path: '/set-up',
        element: <Entrance />,
        children: [{ index: true, ...page(() => import('../pages/SignIn/SetUpPage')) }],
      },
      { path: '/setup/:token/:tab?', ...page(() => import('../pages/Setup/SetupLinkPage')) },
      {
        element: <Shell />,
        children: [
          {
            errorElement: <RouteFault />,
            children: [
              { index: true, ...page(() => import('../pages/Home/HomePage')) },
              { path: '/connections', ...page(() => import('../pages/Connections/ConnectionsPage')) },
              { path: '/connections/new', ...page(() => import('../pages/Settings/LinkPage')) },
              { path: '/connections/scim/new', ...page(() => import('../pages/Scim/NewDirectoryPage')) },
              { path: '/connections/scim/:id/:tab?', ...page(() => import('../pages/Scim/DirectoryPage')) },
              {
                path: '/connections/:id/:tab?',
                ...page(() => import('../pages/Connections/ConnectionPage')),
              },
              { path: '/roles/:tab?', ...page(() => import('../pages/Roles/RolesPage')) },
              { path: '/webhooks', ...page(() => import('../pages/Webhooks/WebhooksPage')) },
              { path: '/webhooks/new', ...page(() => import('../pages/Webhooks/NewWebhookPage')) },
              { path: '/webhooks/:id', ...page(() => import('../pages/Webhooks/WebhookPage')) },
              { path: '/events', ...page(() => import('../pages/Events/EventsPage')) },
              { path: '/events/feeds', ...page(() => import('../pages/Feeds/FeedsPage')) },
              { path: '/events/feeds/new', ...page(() => import('../pages/Feeds/NewFeedPage')) },
              { path: '/events/feeds/:id/:tab?', ...page(() => import('../pages/Feeds/FeedPage')) },
              { path: '/directory/:kind', ...page(() => import('../pages/Directory/DirectoryPage')) },
              { path: '/settings/integrations', ...page(() => import('../pages/Settings/IntegrationsPage')) },
              {
                path: '/settings/integrations/jumpcloud',
                ...page(() => import('../pages/Settings/LinkPage')),
              },
              { path: '/help/codes', ...page(() => import('../pages/Help/CodesPage')) },
              // The ways people know from elsewhere.
              { path: '/data', loader: to('/events/feeds') },
              { path: '/data/data-feeds', loader: to('/events/feeds') },
              { path: '/data/feeds', loader: to('/events/feeds') },
              { path: '/accounts', loader: to('/connections') },
              { path: '/admin/connectors', loader: to('/connections') },
              { path: '/integrations/connectors', loader: to('/connections') },
              { path: '/connections/scim', loader: to('/connections') },
              { path: '/settings/scim-provisioning', loader: to('/connections/scim/new') },
              { path: '/settings', loader: to('/settings/integrations') },
              { path: '/directory', loader: to('/directory/users') },
              { path: '/help', loader: to('/help/codes') },
              { path: '*', element: <Missing /> },
            ],
          },
        ],
      },
    ],
  },
]);
