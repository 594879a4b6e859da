// How the console is built. What comes out is compressed once, here, and not at each request.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Writes a `.br` beside every script, style and picture; the server sends it to whoever takes it. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    closeBundle() {
      const directory = join(import.meta.dirname, 'dist', 'assets');
      for (const name of readdirSync(directory)) {
        if (!/\.(js|css|svg)$/.test(name)) continue;
        const path = join(directory, name);
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
        writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path), { params }));
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), compressed()],
  // The server puts a fresh nonce in the place of this word into every page that it sends.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
  server: {
    proxy: {
      '/healthz': { target: process.env.SHADOWTABLE_SERVER ?? 'http://127.0.0.1:8686' },
      '/api': { target: process.env.SHADOWTABLE_SERVER ?? 'http://127.0.0.1:8686', changeOrigin: false },
    },
  },
});
