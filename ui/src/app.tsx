/** What everything stands in: texts, appearance, what was asked of the server, and the routes. */

import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import { RouterProvider } from 'react-router/dom';
import { queries } from './api/queries';
import { AppearanceProvider, useAppearance } from './appearance';
import { nonce } from './nonce';
import { router } from './routes';
import { TextsProvider, useSpoken } from './texts';

export function App() {
  return (
    <TextsProvider>
      <AppearanceProvider>
        <Dressed />
      </AppearanceProvider>
    </TextsProvider>
  );
}

// Ant Design must put it into the styles that it makes.
const CSP = { nonce: nonce() };

/** The whole window gets the focus when a drawer opens; a frame around it tells nobody anything. */
const DRAWER = { styles: { root: { outline: 'none' } } };

function Dressed() {
  const { antd } = useSpoken();
  const { theme } = useAppearance();
  return (
    <ConfigProvider csp={CSP} locale={antd} theme={theme} drawer={DRAWER}>
      <AntApp message={{ maxCount: 3 }}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}
