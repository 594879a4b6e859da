/** All pages, on one page. Each is loaded when it is opened. */

import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { Failed } from './parts/failed';
import { Shell } from './shell/shell';

const pages: RouteObject[] = [
  { index: true, element: <Navigate to="/tasks" replace /> },
  { path: 'tasks', lazy: () => import('./screens/tasks/list') },
  { path: 'tasks/new', lazy: () => import('./screens/wizard/wizard') },
  { path: 'tasks/:id', lazy: () => import('./screens/tasks/detail') },
  { path: 'connections', lazy: () => import('./screens/connections/list') },
  { path: 'connections/:id/tables', lazy: () => import('./screens/tables/tables') },
  { path: 'tables', lazy: () => import('./screens/tables/tables') },
  { path: 'registry', lazy: () => import('./screens/registry/registry') },
  { path: 'audit', lazy: () => import('./screens/audit/audit') },
  { path: 'users', lazy: () => import('./screens/users/users') },
  { path: 'settings', lazy: () => import('./screens/settings/settings') },
  { path: '*', lazy: () => import('./screens/not-found') },
];

export const router = createBrowserRouter([
  { path: '/', element: <Shell />, errorElement: <Failed />, hydrateFallbackElement: null, children: pages },
]);
