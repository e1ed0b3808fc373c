// Checks each dashboard and its panels against Grafana's types.
//
//   npm install && npm run check

import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const here = fileURLToPath(new URL('.', import.meta.url));
const dashboards = join(here, '..', 'dashboards');

const PANELS = {
  bargauge: ['BarGauge', false],
  stat: ['Stat', false],
  'state-timeline': ['StateTimeline', true],
  table: ['Table', true],
  timeseries: ['TimeSeries', true],
};

/** The package has no type for queries to the Prometheus data source. This one follows its documentation. */
const TYPES = `
import type { Dashboard, DataQuery, Panel, VariableModel } from '@grafana/schema';
${Object.values(PANELS).map(([name]) =>
    `import type * as ${name} from '@grafana/schema/dist/esm/raw/composable/${name.toLowerCase()}/panelcfg/x/${name}PanelCfg_types.gen';`)
  .join('\n')}

/** In JSON, the constants of an enum are written as their values. */
type Json<T> = T extends string ? \`\${T}\` : T extends (infer E)[] ? Json<E>[] : T extends object ? { [K in keyof T]: Json<T[K]> } : T;

type Query = DataQuery & Required<Pick<DataQuery, 'refId' | 'datasource'>> & {
  editorMode: 'code'; expr: string; range: boolean; instant: boolean; format: 'time_series' | 'table';
  legendFormat?: string; interval?: string };
type Defaults<C> = Omit<NonNullable<NonNullable<Panel['fieldConfig']>['defaults']>, 'custom'> & { custom?: C };
type Typed<T extends string, O, C> = Omit<Panel, 'type' | 'options' | 'fieldConfig' | 'targets'> & Required<Pick<Panel, 'id' | 'title' | 'gridPos'>> & {
  type: T; options: O; targets: Query[];
  fieldConfig: Omit<NonNullable<Panel['fieldConfig']>, 'defaults'> & { defaults: Defaults<C> } };

type AnyPanel = ${Object.entries(PANELS).map(([type, [name, config]]) =>
    `Typed<'${type}', Partial<${name}.Options>, ${config ? `Partial<${name}.FieldConfig>` : 'never'}>`).join(' | ')};

export type CheckedDashboard = Json<Omit<Dashboard, 'panels' | 'templating'> & Required<Pick<Dashboard, 'uid' | 'title'>> & {
  panels: AnyPanel[]; templating: { list: VariableModel[] } }>;
`;

const folder = mkdtempSync(join(here, '.check-'));
try {
  writeFileSync(join(folder, 'types.ts'), TYPES);
  const files = readdirSync(dashboards).filter((file) => file.endsWith('.json')).map((file) => {
    const source = join(folder, basename(file, '.json') + '.ts');
    // A literal rather than an import, because unknown properties are found only in a literal
    writeFileSync(source, `import type { CheckedDashboard } from './types';\n`
        + `export const dashboard: CheckedDashboard = ${readFileSync(join(dashboards, file), 'utf8')};\n`);
    return source;
  });
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, target: ts.ScriptTarget.ES2022,
    noEmit: true, skipLibCheck: true, strict: true,
  });
  const errors = ts.getPreEmitDiagnostics(program);
  console.error(ts.formatDiagnosticsWithColorAndContext(errors, {
    getCanonicalFileName: (name) => name, getCurrentDirectory: () => folder, getNewLine: () => '\n' }));
  console.log(`${files.length} dashboards, ${errors.length} errors`);
  process.exitCode = errors.length === 0 && files.length > 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
