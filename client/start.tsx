import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { newQueryClient } from './api/queries.ts';
import { App } from './App.tsx';
import { router } from './router.tsx';
import { giveStylesTheirNonce } from './ui/libraryStyles.ts';
import './ui/style.css';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');
const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content;
if (nonce) giveStylesTheirNonce(nonce);

createRoot(root).render(
  <StrictMode>
    <App cache={newQueryClient()} nonce={nonce}>
      <RouterProvider router={router} />
    </App>
  </StrictMode>,
);
