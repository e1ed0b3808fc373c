// Draws a dashboard with Grafana's own components, from what render.mjs put into window.picture.

import { createTheme, dateTime, FieldType, getDisplayProcessor, getFieldDisplayName, standardTransformers,
  standardTransformersRegistry, toDataFrame, transformDataFrame } from '@grafana/data';
import { BarGauge, BigValue, GlobalStyles, PanelChrome, ThemeContext, TimeSeries, VizLegend } from '@grafana/ui';
import { TableNG } from '@grafana/ui/unstable';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

const { dashboard, results, variables, from, to, step } = window.picture;
const COLUMN = 58, ROW = 38, GAP = 8;
const theme = createTheme({ colors: { mode: 'dark' } });
const timeRange = { from: dateTime(from * 1000), to: dateTime(to * 1000), raw: { from: '', to: '' } };

standardTransformersRegistry.setInit(() => ['merge', 'organize'].map((id) => ({ id, name: id,
  transformation: async () => Object.values(standardTransformers).find((transformer) => transformer.id === id) })));

const matches = ({ id, options }, name) => (id === 'byRegexp' ? new RegExp(options.slice(1, -1)).test(name) : options === name);

/** The value of each property that a panel sets for a field, including its overrides. */
function configure(frames, { defaults, overrides }) {
  let series = 0;
  for (const frame of frames) {
    for (const field of frame.fields) {
      const name = getFieldDisplayName(field, frame, frames);
      const custom = { ...defaults.custom };
      const config = { ...(field.type === FieldType.time ? {} : defaults), ...field.config, custom };
      for (const { matcher, properties } of overrides) {
        for (const { id, value } of matches(matcher, name) ? properties : []) {
          if (id.startsWith('custom.')) custom[id.substring(7)] = value;
          else config[id] = value;
        }
      }
      delete config.links;
      field.config = config;
      const numbers = field.values.filter((value) => value !== null);
      field.state = { displayName: name, ...(field.type === FieldType.number ? { seriesIndex: series++,
        range: { min: Math.min(0, ...numbers), max: Math.max(...numbers), delta: Math.max(...numbers) } } : {}) };
      field.display = getDisplayProcessor({ field, theme, timeZone: 'utc' });
    }
  }
  return frames;
}

function legend(target, labels) {
  const text = target.legendFormat.replaceAll('$job', variables.job)
    .replace(/\{\{(\w+)}}/g, (_, label) => labels[label] ?? '');
  return text.replace(/ +/g, ' ').trim() || 'Value';
}

function asSeries(panel) {
  return panel.targets.flatMap((target) => results[panel.id][target.refId].map(({ metric, values, value }) => {
    const points = (values ?? [value]).flatMap((point, i, all) =>
      i > 0 && point[0] - all[i - 1][0] > 2 * step ? [[all[i - 1][0] + step, null], point] : [point]);
    return toDataFrame({ refId: target.refId, fields: [
      { name: 'Time', type: FieldType.time, values: points.map(([time]) => time * 1000), config: { interval: step * 1000 } },
      { name: 'Value', type: FieldType.number, labels: metric, values: points.map(([, text]) => text === null ? null : Number(text)),
        config: { displayNameFromDS: legend(target, metric) } }] });
  }));
}

/** Without the results that are empty, which nothing could be merged with. */
function asTables(panel) {
  return panel.targets.filter((target) => results[panel.id][target.refId].length > 0).map((target) => {
    const rows = results[panel.id][target.refId];
    const labels = [...new Set(rows.flatMap(({ metric }) => Object.keys(metric)))];
    return toDataFrame({ refId: target.refId, fields: [
      ...labels.map((label) => ({ name: label, type: FieldType.string, values: rows.map(({ metric }) => metric[label] ?? '') })),
      { name: panel.targets.length === 1 ? 'Value' : `Value #${target.refId}`, type: FieldType.number,
        values: rows.map(({ value: [, text] }) => Number(text)) }] });
  });
}

function Stat({ panel, width, height }) {
  const frames = configure(asSeries(panel), panel.fieldConfig);
  const named = frames.length > 1 || panel.options.textMode === 'value_and_name';
  const none = { text: panel.fieldConfig.defaults.noValue ?? 'No data', numeric: NaN, color: theme.colors.text.secondary };
  const values = frames.map((frame) => {
    const field = frame.fields[1];
    const shown = field.display(field.values[field.values.length - 1]);
    return { value: { ...shown, title: named ? field.state.displayName : undefined }, field,
      sparkline: field.values.length > 1 ? { x: frame.fields[0], y: field } : undefined };
  });
  const share = height / Math.max(1, values.length);
  return (values.length ? values : [{ value: none }]).map(({ value, sparkline }, index) => (
    <BigValue key={index} value={value} width={width} height={share} theme={theme} colorMode={panel.options.colorMode}
      sparkline={sparkline} graphMode={sparkline ? panel.options.graphMode : 'none'} justifyMode="auto"
      textMode={values.length && named ? 'value_and_name' : 'value'} />));
}

function Bars({ panel, width, height }) {
  const fields = configure(asSeries(panel), panel.fieldConfig).map((frame) => frame.fields[1]);
  const max = Math.max(...fields.map((field) => field.values[0]));
  return fields.map((field) => {
    field.config = { ...field.config, max };
    field.display = getDisplayProcessor({ field, theme });
    return <div key={field.state.displayName} style={{ marginBottom: 10 }}>
      <BarGauge theme={theme} width={width} height={Math.min(48, height / fields.length - 10)} orientation="horizontal"
        value={{ ...field.display(field.values[0]), title: field.state.displayName }} field={{ ...field.config, color: { mode: 'fixed', fixedColor: 'blue' } }}
        display={field.display} displayMode={panel.options.displayMode} itemSpacing={8} namePlacement="left" showUnfilled
        alignmentFactors={{ title: 'a long stage', text: '888.8 mins' }} /></div>;
  });
}

function Grid({ panel, width, height }) {
  const [frame, setFrame] = useState();
  useEffect(() => {
    transformDataFrame(panel.transformations, asTables(panel)).subscribe(([table]) => setFrame(configure([table], panel.fieldConfig)[0]));
  }, [panel]);
  const sortBy = panel.options.sortBy;
  return frame ? <TableNG data={frame} width={width} height={height} initialSortBy={sortBy} sortBy={sortBy} structureRev={1}
    cellHeight={panel.options.cellHeight} fieldConfig={panel.fieldConfig} timeRange={timeRange} /> : null;
}

function Lines({ panel, width, height }) {
  const frames = configure(asSeries(panel), panel.fieldConfig);
  return <TimeSeries frames={frames} timeRange={timeRange} timeZone="utc" width={width} height={height} structureRev={1}
    legend={panel.options.legend} options={panel.options} replaceVariables={(text) => text} />;
}

/** Grafana's own is part of the application and not of any package. */
function Timeline({ panel, width, height }) {
  const frames = configure(asSeries(panel), panel.fieldConfig);
  const names = 14 + 6.8 * Math.max(...frames.map((frame) => frame.fields[1].state.displayName.length)), axis = 22, row = (height - axis - 24) / frames.length, scale = (width - names) / (to - from);
  const seen = new Map();
  const bars = frames.flatMap((frame, index) => {
    const [time, value] = frame.fields;
    const parts = [];
    value.values.forEach((state, i) => {
      const last = parts.at(-1);
      const end = Math.min(to, time.values[i + 1] / 1000 || to);
      if (last?.state === state && time.values[i] / 1000 <= last.end + 60) last.end = end;
      else parts.push({ state, start: time.values[i] / 1000, end });
    });
    return [<text key={`n${index}`} x={names - 10} y={row * (index + 0.5)} fill={theme.colors.text.primary} fontSize="12" textAnchor="end"
      dominantBaseline="middle">{value.state.displayName}</text>, ...parts.map(({ state, start, end }) => {
      const { text, color } = value.display(state);
      seen.set(text, color);
      const x = names + (start - from) * scale, w = (end - start) * scale;
      return <g key={`${index}-${start}`}><rect x={x} y={row * (index + 0.1)} width={w} height={row * 0.8} fill={color} fillOpacity="0.75" />
        {w > text.length * 7.5 && row > 15 && <text x={x + w / 2} y={row * (index + 0.5)} fill="#fff" fontSize="11" textAnchor="middle" dominantBaseline="middle">{text}</text>}</g>;
    })];
  });
  const tick = [60, 120, 300, 600, 1800].find((seconds) => (to - from) / seconds <= 10);
  const ticks = Array.from({ length: 12 }, (_, i) => Math.ceil(from / tick) * tick + i * tick).filter((time) => time < to);
  return <><svg width={width} height={height - 24}>{bars}{ticks.map((time) => <text key={time} x={names + (time - from) * scale} y={height - 30}
    fill={theme.colors.text.secondary} fontSize="12" textAnchor="middle">{new Date(time * 1000).toISOString().substring(11, 16)}</text>)}</svg>
    <VizLegend displayMode="list" placement="bottom" items={[...seen].map(([label, color]) => ({ label, color, yAxis: 1 }))} /></>;
}

const DRAW = { stat: Stat, bargauge: Bars, table: Grid, timeseries: Lines, 'state-timeline': Timeline };

function Picture() {
  return <ThemeContext.Provider value={theme}><GlobalStyles />
    <div style={{ fontFamily: theme.typography.fontFamily, color: theme.colors.text.primary, padding: '14px 16px 4px', display: 'flex', gap: 18, alignItems: 'baseline' }}>
      <span style={{ fontSize: 20, fontWeight: 500 }}>{dashboard.title}</span>
      {dashboard.templating.list.filter(({ name }) => name in variables).map(({ name, label }) => <span key={name} style={{ fontSize: 12 }}>
        <span style={{ color: theme.colors.text.secondary }}>{label}</span>{' '}
        <span style={{ background: theme.colors.background.secondary, border: `1px solid ${theme.colors.border.medium}`, borderRadius: 2, padding: '3px 8px', marginLeft: 4 }}>{variables[name]}</span></span>)}
    </div>
    <div style={{ position: 'relative', margin: 8 }}>{dashboard.panels.map((panel) => {
      const { x, y, w, h } = panel.gridPos;
      const Draw = DRAW[panel.type];
      const width = w * COLUMN - GAP, height = h * ROW - GAP;
      return <div key={panel.id} style={{ position: 'absolute', left: x * COLUMN + GAP / 2, top: y * ROW + GAP / 2, width, height }}>
        <PanelChrome title={panel.title} width={width} height={height} padding="md">
          {(innerWidth, innerHeight) => <Draw panel={panel} width={innerWidth} height={innerHeight} />}
        </PanelChrome></div>;
    })}</div></ThemeContext.Provider>;
}

createRoot(document.getElementById('root')).render(<Picture />);
