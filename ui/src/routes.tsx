/** All pages, on one page. Each is loaded when it is opened. */

import { Spin } from 'antd';
import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { patiently } from './api/link';
import { Failed } from './parts/failed';
import { Shell } from './shell/shell';

/** A page that is opened while the server is away opens when it is back; what was open stays until then. */
const opened =
  <T,>(load: () => Promise<T>) =>
  () =>
    patiently(load);

const pages: RouteObject[] = [
  { index: true, element: <Navigate to="/tasks" replace /> },
  { path: 'tasks', lazy: opened(() => import('./screens/tasks/list')) },
  { path: 'tasks/new', lazy: opened(() => import('./screens/wizard/wizard')) },
  { path: 'tasks/:id', lazy: opened(() => import('./screens/tasks/detail')) },
  { path: 'connections', lazy: opened(() => import('./screens/connections/list')) },
  { path: 'connections/:id/tables', lazy: opened(() => import('./screens/tables/tables')) },
  { path: 'tables', lazy: opened(() => import('./screens/tables/tables')) },
  { path: 'registry', lazy: opened(() => import('./screens/registry/registry')) },
  { path: 'audit', lazy: opened(() => import('./screens/audit/audit')) },
  { path: 'users', lazy: opened(() => import('./screens/users/users')) },
  { path: 'settings', lazy: opened(() => import('./screens/settings/settings')) },
  { path: '*', lazy: opened(() => import('./screens/not-found')) },
];

export const router = createBrowserRouter([
  {
    path: '/',
    element: <Shell />,
    errorElement: <Failed />,
    hydrateFallbackElement: <Spin fullscreen />,
    children: pages,
  },
]);
