import uPlot from 'uplot';
import { mergeSeries } from './merge-series.js';

const height = 260;
const lightColors = ['#2563eb', '#d9480f', '#0b8457', '#9333ea', '#b7791f', '#0e7490', '#be185d', '#4d7c0f'];
const darkColors = ['#6ea8fe', '#ff922b', '#51cf8f', '#c792ea', '#ffd43b', '#4dd0e1', '#f783ac', '#a9e34b'];
const darkScheme = matchMedia('(prefers-color-scheme: dark)');

const styleOf = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The colour of the target of this number. */
export const colorOf = (index) => {
  const colors = darkScheme.matches ? darkColors : lightColors;
  return colors[index % colors.length];
};

export const onSchemeChange = (act) => darkScheme.addEventListener('change', act);

const toSeries = ({ label, color, isFailure }, kind) => {
  const stroke = isFailure ? styleOf('--bad') : colorOf(color);
  if (kind === 'points' || isFailure) return { label, stroke, paths: () => null, points: { show: true, size: isFailure ? 8 : 5, width: 0, fill: stroke } };
  return { label, stroke, width: 2, spanGaps: true, points: { show: false }, paths: kind === 'steps' ? uPlot.paths.stepped({ align: 1 }) : undefined };
};

const toAxis = (format, extra) => ({
  stroke: styleOf('--soft'), font: '12px system-ui, sans-serif', grid: { stroke: styleOf('--line'), width: 1 }, ticks: { show: false },
  values: (_, splits) => splits.map((value) => (value === null ? '' : format(value))), ...extra,
});

const wordsAt = (plot, series, formatX, formatY) => {
  const { idx } = plot.cursor;
  if (idx === null || idx === undefined) return '';
  const words = series.flatMap(({ label }, index) => {
    const value = plot.data[index + 1][idx];
    return value === null ? [] : [`${label}: ${formatY(value)}`];
  });
  return `${formatX(plot.data[0][idx])}   ${words.join('   ')}`;
};

/** Draws series into an element, which is emptied before; what is below the pointer is told in words in `readout`. */
export const draw = (element, readout, { series, kind, formatX, formatY, isLog = false, xSplits }) => {
  element.replaceChildren();
  const top = Math.max(...series.map(({ y }) => y.reduce((highest, value) => Math.max(highest, value), 0)));
  return new uPlot({
    width: element.clientWidth, height, legend: { show: false }, padding: [12, 14, 0, 0],
    cursor: { points: { size: 7 } },
    scales: { x: { time: false, ...(isLog ? { distr: 3, range: (_, from, to) => [from, to] } : {}) }, y: { range: () => [0, top === 0 ? 1 : top * 1.08] } },
    axes: [
      toAxis(formatX, { space: 60, size: 34, ...(xSplits === undefined ? {} : { splits: xSplits, filter: (_, splits) => splits }) }),
      toAxis(formatY, { size: 62 }),
    ],
    series: [{}, ...series.map((one) => toSeries(one, kind))],
    hooks: { setCursor: [(plot) => { readout.textContent = wordsAt(plot, series, formatX, formatY); }] },
  }, mergeSeries(series), element);
};
