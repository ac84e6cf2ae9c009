import { drawCharts } from './draw-charts.js';

drawCharts(JSON.parse(document.getElementById('data').textContent), document.getElementById('charts'));
