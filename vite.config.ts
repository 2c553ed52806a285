import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'client',
  // client/public is a noun of ours, not a folder of static files
  publicDir: false,
  plugins: [react()],
  // the server fills in the nonce of each page, so nothing may be inlined without it
  build: { outDir: '../dist/client', emptyOutDir: true, chunkSizeWarningLimit: 1200 },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:8787' } },
});
