// Renders a picture of each dashboard from the data of a running Prometheus, with Grafana's own components in headless
// Chromium. The script `pictures` next to this file fills a Prometheus and runs this.
//
//   node render.mjs <url of Prometheus> <seconds to show> <Unix time of the end> <folder>

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const [prometheus, seconds, end, folder] = process.argv.slice(2);
// Of charts whose queries compare a point with the one before, which needs at least one scrape between the two
const STEP = 2, LONG_STEP = 15;
const to = Number(end), from = to - Number(seconds);
const here = fileURLToPath(new URL('.', import.meta.url));

const PICTURES = [
  { file: 'jobs.json', shown: { namespace: 'All', app: 'All', job: 'All', window: '1m' }, values: { job: '.+' } },
  { file: 'job.json', shown: { job: 'nightly-import', namespace: 'eu', app: 'All', window: '1m' }, values: { job: 'nightly-import', namespace: 'eu' } },
  { file: 'records.json', shown: { job: 'u/admin/random_number_metric_script', live: '10' }, values: { job: 'u/admin/random_number_metric_script' } },
];

/** As in Grafana, points are at multiples of the time between two of them. */
function points(step) {
  return { start: Math.ceil(from / step) * step, end: Math.floor(to / step) * step, step };
}

async function query(path, parameters) {
  const answer = await fetch(`${prometheus}/api/v1/${path}`, { method: 'POST', body: new URLSearchParams(parameters) });
  const { status, data, error } = await answer.json();
  if (status !== 'success') throw new Error(`${error}: ${JSON.stringify(parameters)}`);
  return data.result;
}

async function load({ file, shown, values }) {
  const dashboard = JSON.parse(readFileSync(join(here, '..', 'dashboards', file), 'utf8'));
  const all = { label: 'exported_job', app: '.*', namespace: '.*', instance: '.*', exported_instance: '.*', shard: '.*', window: '1m', live: '10', __interval: `${LONG_STEP}s`, ...values };
  const results = {};
  for (const panel of dashboard.panels) {
    results[panel.id] = {};
    for (const target of panel.targets) {
      const expr = target.expr.replace(/\$([a-z_]+)/g, (_, name) => all[name]);
      results[panel.id][target.refId] = target.instant ? await query('query', { query: expr, time: to })
        : await query('query_range', { query: expr, ...points(target.expr.includes('$__interval') ? LONG_STEP : STEP) });
    }
  }
  return { dashboard, results, variables: shown, from, to, step: STEP };
}

const work = mkdtempSync(join(tmpdir(), 'pictures-'));
try {
  await build({ entryPoints: [join(here, 'picture.jsx')], bundle: true, outfile: join(work, 'picture.js'), jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"', global: 'window' }, minify: true, logLevel: 'error',
    loader: { '.svg': 'dataurl', '.woff2': 'dataurl', '.png': 'dataurl', '.ttf': 'empty' } });
  for (const picture of PICTURES) {
    const data = await load(picture);
    const rows = Math.max(...data.dashboard.panels.map(({ gridPos }) => gridPos.y + gridPos.h));
    writeFileSync(join(work, 'index.html'), `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="picture.css">
<body style="margin:0;background:#111217"><div id="root"></div>
<script>window.picture = ${JSON.stringify(data)}; window.grafanaBootData = { settings: {}, user: {} };
Date.now = () => window.picture.to * 1000; // "2 minutes ago" is relative to what is shown
</script><script src="picture.js"></script>`);
    const file = join(folder, picture.file.replace('.json', '.png'));
    execFileSync('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--allow-file-access-from-files',
      '--enable-logging=stderr', '--virtual-time-budget=8000', `--window-size=${24 * 58 + 16},${rows * 38 + 62}`, `--screenshot=${file}`,
      `file://${join(work, 'index.html')}`], { stdio: process.env.DEBUG ? 'inherit' : 'ignore' });
    // A quarter of the size, without a visible difference
    execFileSync('pngquant', ['--force', '--output', file, '--strip', '128', file]);
    console.log(file);
  }
} finally {
  rmSync(work, { recursive: true });
}
