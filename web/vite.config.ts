import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The site: static files for CloudFront. Nothing is inlined, because the Content-Security-Policy allows only files of its own origin. */
export default defineConfig(({ command }) => {
  // A build is the deployable site, whoever starts it: under a test runner's NODE_ENV it would hold React's development code.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    root: here('.'),
    base: '/',
    plugins: [react(), tailwindcss()],
    resolve: { alias: { '@': here('./src') } },
    build: {
      outDir: here('./dist'),
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      sourcemap: false,
      reportCompressedSize: true,
    },
  };
});
