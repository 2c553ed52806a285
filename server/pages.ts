import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express } from 'express';
import { getAbsoluteFSPath } from 'swagger-ui-dist';
import { openApiDocument } from './core/openapi.ts';
import type { AnyRoute } from './core/route.ts';

const docsPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>API</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="swagger-ui"></div><script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script></body></html>`;
const docsScript =
  "SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#swagger-ui', validatorUrl: null });";

/** The interface, and the API's own description: everything comes from this server. */
export function servePages(
  app: Express,
  routes: readonly AnyRoute[],
  clientFolder: string | undefined,
): void {
  serveDocs(app, routes);
  const page = clientFolder === undefined ? undefined : join(clientFolder, 'index.html');
  if (clientFolder === undefined || page === undefined || !existsSync(page)) return;
  app.use(
    express.static(clientFolder, {
      index: false,
      setHeaders(response, file) {
        if (file.includes('assets')) {
          response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
        }
      },
    }),
  );
  app.get('/{*path}', (request, response, next) => {
    // a page that is gone must not pass for a script of an older build
    if (/^\/(api|assets)\//.test(request.path)) return next();
    const nonce = response.locals['nonce'] as string;
    // read each time: a new build is served without a restart
    const html = readFileSync(page, 'utf8');
    response
      .type('html')
      .set('Cache-Control', 'no-store')
      .send(html.replaceAll('__CSP_NONCE__', nonce));
  });
}

function serveDocs(app: Express, routes: readonly AnyRoute[]): void {
  const document = openApiDocument(routes);
  app.get('/api/v1/openapi.json', (_request, response) => {
    response.json(document);
  });
  app.get('/api/docs', (_request, response) => {
    // swagger-ui writes style attributes
    const policy = String(response.getHeader('Content-Security-Policy'));
    response.set('Content-Security-Policy', `${policy};style-src-attr 'unsafe-inline'`);
    response.type('html').send(docsPage);
  });
  app.get('/api/docs/start.js', (_request, response) => {
    response.type('js').send(docsScript);
  });
  app.use('/api/docs', express.static(getAbsoluteFSPath(), { index: false }));
}
