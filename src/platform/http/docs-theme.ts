/** Ten bars that grow: the logo on the docs page. */
export const docsLogo = `<svg xmlns="http://www.w3.org/2000/svg" width="150" height="32" viewBox="0 0 150 32" role="img" aria-label="Tenfold">
<g fill="#2dd4a7"><rect x="2" y="23" width="4" height="7" rx="1"/><rect x="9" y="18" width="4" height="12" rx="1"/><rect x="16" y="11" width="4" height="19" rx="1"/><rect x="23" y="2" width="4" height="28" rx="1"/></g>
<text x="38" y="24" font-family="system-ui, sans-serif" font-size="22" font-weight="700" fill="#ffffff">Tenfold</text></svg>`;

/** Quiet surfaces, one accent, readable in light and dark. */
export const docsCss = `
:root { --ink: #12211d; --soft: #5b6b66; --line: #dfe7e4; --accent: #0b7a5f; --page: #f7faf9; --card: #ffffff; }
body { background: var(--page); }
.swagger-ui, .swagger-ui .info .title, .swagger-ui .opblock-tag, .swagger-ui .opblock .opblock-summary-path { font-family: system-ui, -apple-system, "Segoe UI", sans-serif; }
.swagger-ui .topbar { background: #12211d; padding: 12px 0; }
/* There is one document, so nothing to explore. */
.swagger-ui .topbar .download-url-wrapper { display: none !important; }
.swagger-ui .info { margin: 36px 0 20px; }
.swagger-ui .info .title { color: var(--ink); font-size: 34px; letter-spacing: -0.02em; }
.swagger-ui .info a, .swagger-ui a.nostyle:hover { color: var(--accent); }
.swagger-ui .scheme-container { background: transparent; box-shadow: none; border-bottom: 1px solid var(--line); }
.swagger-ui .opblock-tag { border-bottom: 1px solid var(--line); color: var(--ink); font-size: 20px; text-transform: capitalize; }
.swagger-ui .opblock { border-radius: 8px; border-width: 1px; box-shadow: none; background: var(--card); }
.swagger-ui .opblock .opblock-summary-method { border-radius: 6px; min-width: 72px; }
.swagger-ui .opblock .opblock-summary-path { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 14px; }
.swagger-ui .opblock .opblock-summary-description { color: var(--soft); }
.swagger-ui .btn.authorize { border-color: var(--accent); color: var(--accent); }
.swagger-ui .btn.authorize svg { fill: var(--accent); }
.swagger-ui .btn.execute { background: var(--accent); border-color: var(--accent); }
`;

/** The page comes without it, and a phone would show it in the width of a desktop. */
export const docsViewport = `
const viewport = document.createElement("meta");
viewport.name = "viewport";
viewport.content = "width=device-width, initial-scale=1";
document.head.append(viewport);
`;
