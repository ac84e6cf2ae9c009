import { addFigure } from './figure.js';
import { formatMs, formatSeconds, formatShare } from './format.js';
import { colorOf, onSchemeChange } from './plot.js';

const seriesOf = (targets, pick) => targets.flatMap((target, color) => {
  const points = pick(target);
  return points === undefined || points.x.length === 0 ? [] : [{ label: target.target, color, ...points }];
});

/** 50 %, 90 %, 99 % and so on, as far as there are values. */
const oddsSplits = (plot, axis, from, to) => [2, 10, 100, 1000, 10_000, 100_000].filter((odds) => odds >= from && odds <= to);

const curves = (targets) => {
  const titles = new Map(targets.flatMap(({ curves: all }) => all.map(({ metric, title }) => [metric, title])));
  const order = ['ttft_sched', 'ttft', 'ttfo', 'tpot', 'e2e_sched', 'e2e'].filter((metric) => titles.has(metric));
  return order.map((metric) => ({
    name: titles.get(metric),
    chart: {
      series: seriesOf(targets, ({ curves: all }) => all.find((one) => one.metric === metric)?.curve),
      kind: 'line', isLog: true, formatX: formatShare, formatY: formatMs, xSplits: oddsSplits,
    },
  }));
};

const overTime = (targets) => {
  const failures = targets.flatMap(({ target, failures: points }) => (points.x.length === 0 ? [] : [{ label: `${target}, failed`, isFailure: true, ...points, y: points.y.map(() => 0) }]));
  const series = [...seriesOf(targets, ({ firstTokens }) => firstTokens), ...failures];
  return series.length === 0 ? [] : [{ name: failures.length > 0 ? 'failures at 0 in red' : '', chart: { series, kind: 'points', formatX: formatSeconds, formatY: formatMs } }];
};

const inFlight = (targets) => {
  const series = seriesOf(targets, ({ inFlight: points }) => points);
  return series.length === 0 ? [] : [{ name: '', chart: { series, kind: 'steps', formatX: formatSeconds, formatY: (count) => (Number.isInteger(count) ? String(count) : '') } }];
};

const againstTokens = (targets) => [['input', ({ byInput }) => byInput], ['output', ({ byOutput }) => byOutput]].flatMap(([word, pick]) => {
  const series = seriesOf(targets, pick);
  if (series.length === 0) return [];
  return [{ name: `${word} tokens`, chart: { series, kind: 'points', formatX: (count) => (Number.isInteger(count) ? String(count) : ''), formatY: formatMs } }];
});

const addKeys = (parent, targets) => {
  const list = document.createElement('ul');
  list.className = 'keys';
  const boxes = targets.map(({ target }) => {
    const item = document.createElement('li');
    const box = document.createElement('i');
    item.append(box, target);
    list.append(item);
    return box;
  });
  const paint = () => boxes.forEach((box, index) => { box.style.background = colorOf(index); });
  paint();
  onSchemeChange(paint);
  parent.append(list);
};

/** All charts of a run, below the heading that the page has for them. */
export const drawCharts = ({ isOpen, targets }, parent) => {
  const first = isOpen ? 'TTFT (schedule)' : 'TTFT';
  const grid = document.createElement('div');
  grid.className = 'charts';
  addKeys(parent, targets);
  parent.append(grid);
  addFigure(grid, 'Percentiles', curves(targets));
  addFigure(grid, `${first} over time`, overTime(targets));
  addFigure(grid, 'Requests in flight', inFlight(targets));
  addFigure(grid, `${first} against`, againstTokens(targets));
};
