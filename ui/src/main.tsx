/** Where the console begins. */

import { createRoot } from 'react-dom/client';
import { App } from './app';
import { nonceForStyles } from './nonce';

nonceForStyles();
// A style in the page itself would need a nonce.
document.body.style.margin = '0';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
