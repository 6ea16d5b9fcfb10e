import { Table, el } from './tables.js';
import { Chart, legendLine } from './charts.js';
import { bytes, clock, count, millis, percent, rate, span, typeName } from './format.js';
import { startReminders } from './reminders.js';

const staleAfterMs = 5000;
const byId = id => document.getElementById(id);
const gone = silo => silo.state === 'dead' || silo.state === 'left';
const seconds = (from, to) => (Date.parse(to) - Date.parse(from)) / 1000;
let data = null, lastAnswer = performance.now(), paused = false, failure = '';

const stateText = silo => ({
  active: 'active', joining: 'joining', stopping: 'stopping', left: 'stopped', dead: 'DEAD', unreachable: 'NO ANSWER',
})[silo.state];
const mark = { ok: '✔', info: 'ℹ', warning: '▲', bad: '✖' };
const figure = text => silo => gone(silo) ? '–' : text(silo);
const errorPercent = method => method.calls ? 100 * method.errors / method.calls : 0;

const silos = new Table(byId('silos'), {
  caption: 'With the silos that have gone within ten minutes', key: s => s.address,
  rowClass: s => [gone(s) ? 'gone' : '', ['bad', 'warning'].includes(s.level) ? `row-${s.level}` : ''].join(' ').trim(),
  columns: [
    { name: 'Silo', kind: 'head', text: s => s.name, small: s => s.address, title: s => `${s.hostName} process ${s.processId}, started ${s.startTime}` },
    { name: 'State', text: s => `${mark[s.level]} ${stateText(s)}`, className: s => `state state-${s.state}`, small: s => s.state === 'active' ? '' : ` since ${clock(s.since)} UTC` },
    { name: 'Uptime', kind: 'number', text: figure(s => span(seconds(s.startTime, data.generatedAt))) },
    { name: 'CPU', kind: 'number', text: figure(s => percent(s.cpuPercent)), className: s => s.cpuPercent >= 90 ? 'warning' : '' },
    { name: 'Memory', kind: 'number', text: figure(s => bytes(s.workingSetBytes)), title: s => `.NET heap ${bytes(s.heapBytes)}, limit ${bytes(s.memoryLimitBytes)}` },
    { name: 'Activations', kind: 'number', text: figure(s => count(s.activations)) },
    { name: 'Calls/s', kind: 'number', text: figure(s => rate(s.callsPerSecond)) },
    { name: 'p99', kind: 'number', text: figure(s => millis(s.p99Ms)), title: s => `Mean ${millis(s.meanMs)}`, className: s => s.p99Ms >= 1000 ? 'warning' : '' },
    { name: 'Errors/s', kind: 'number', text: figure(s => rate(s.errorsPerSecond)) },
    { name: 'Messages/s', kind: 'number', text: figure(s => rate(s.messagesPerSecond)) },
    { name: 'Connections', kind: 'number', text: figure(s => count(s.connections)) },
    { name: 'Queue', kind: 'number', text: figure(s => count(s.threadPoolQueue)), title: s => `Work items waiting for a thread; ${s.threads} threads; longest standstill ${s.lagMs} ms` },
  ],
});

const methods = new Table(byId('methods'), {
  caption: 'Calls by method of all silos; calls/s of the last 10 s, the rest of the last 100 s', key: m => `${m.grain}/${m.method}`,
  sort: { column: 'Calls/s', descending: true },
  columns: [
    { name: 'Grain', kind: 'head', value: m => typeName(m.grain), text: m => typeName(m.grain), title: m => m.grain },
    { name: 'Method', value: m => m.method, text: m => m.method },
    { name: 'Calls/s', kind: 'number', value: m => m.callsPerSecond, text: m => rate(m.callsPerSecond) },
    { name: 'Calls', kind: 'number', value: m => m.calls, text: m => count(m.calls), title: m => `${count(m.totalCalls)} since the silos started` },
    { name: 'Mean', kind: 'number', value: m => m.meanMs, text: m => millis(m.meanMs) },
    { name: 'p99', kind: 'number', value: m => m.p99Ms, text: m => millis(m.p99Ms), className: m => m.p99Ms >= 1000 ? 'warning' : '' },
    { name: 'Errors', kind: 'number', value: m => m.errors, text: m => count(m.errors), title: m => `${count(m.totalErrors)} since the silos started`, className: m => errorPercent(m) >= 10 ? 'bad' : m.errors ? 'warning' : '' },
    { name: 'Failing', kind: 'number', value: errorPercent, text: m => m.errors ? percent(errorPercent(m)) : '–' },
  ],
});

const grainColumns = () => [
  { name: 'Grain', kind: 'head', value: g => typeName(g.grain), text: g => typeName(g.grain), title: g => g.grain },
  { name: 'All', kind: 'number', value: g => g.total, text: g => count(g.total) },
  ...data.silos.filter(s => !gone(s)).map(s => (
    { name: s.name, kind: 'number', value: g => g.bySilo[s.address] ?? 0, text: g => count(g.bySilo[s.address] ?? 0), title: () => s.address })),
];
const grains = new Table(byId('grains'), {
  caption: 'Activations by grain class and silo', key: g => g.grain, sort: { column: 'All', descending: true }, columns: [],
});

const errors = new Table(byId('errors'), {
  caption: 'Errors of one kind and silo share a line', key: e => [e.silo, e.grain, e.method, e.type].join('/'),
  columns: [
    { name: 'Last (UTC)', text: e => clock(e.time), title: e => e.time },
    { name: 'Times', kind: 'number', text: e => count(e.count) },
    { name: 'Silo', text: e => e.silo },
    { name: 'Grain and method', kind: 'head', text: e => `${typeName(e.grain)}.${e.method}`, title: e => e.grain },
    { name: 'Error', text: e => typeName(e.type), title: e => e.type },
    { name: 'Message', kind: 'text', text: e => e.message },
  ],
});

const charts = [
  [new Chart(byId('charts'), { name: 'Calls/s', format: rate, floor: 1 }), 'callsPerSecond', live => rate(live.reduce((sum, s) => sum + s.callsPerSecond, 0))],
  [new Chart(byId('charts'), { name: 'p99', format: millis, floor: 0.1 }), 'p99Ms', live => millis(Math.max(0, ...live.map(s => s.p99Ms)))],
  [new Chart(byId('charts'), { name: 'Errors/s', format: rate, floor: 1 }), 'errorsPerSecond', live => rate(live.reduce((sum, s) => sum + s.errorsPerSecond, 0))],
  [new Chart(byId('charts'), { name: 'CPU', format: percent, floor: 10 }), 'cpuPercent', live => percent(Math.max(0, ...live.map(s => s.cpuPercent)))],
];

function showHealth(level, text, findings) {
  byId('health').className = `level-${level}`;
  if (byId('summary-text').textContent !== text) byId('summary-text').textContent = text;
  document.title = `${mark[level]} ${text}`;
  // One finding is the summary already.
  const listed = findings.length === 1 && findings[0].text === text ? [] : findings;
  byId('findings').replaceChildren(...listed.map(f => el('li', { class: `level-${f.level}` }, el('span', { class: 'mark', 'aria-hidden': 'true' }), f.text)));
}

function showCharts() {
  const live = data.silos.filter(s => !gone(s));
  byId('span').textContent = data.historySeconds;
  byId('legend').replaceChildren(...live.map((s, index) => el('li', {}, legendLine(index), s.name)));
  for (const [chart, field, now] of charts)
    chart.show(live.map((s, index) => ({ name: s.name, index, values: s.history[field] })), data.historySeconds, now(live));
}

function showMethods() {
  const wanted = byId('filter').value.trim().toLowerCase();
  const shown = data.methods.filter(m => `${m.grain}.${m.method}`.toLowerCase().includes(wanted));
  methods.show(shown);
  byId('methods-note').textContent = shown.length === data.methods.length ? '' : `${shown.length} of ${data.methods.length}`;
}

function show() {
  byId('about').textContent = `Cluster ${data.clusterId} as seen by ${data.servedBy} at ${clock(data.generatedAt)} UTC`;
  showHealth(data.health.level, data.health.summary, data.health.findings);
  silos.show(data.silos);
  showCharts();
  showMethods();
  grains.setColumns(grainColumns());
  grains.show(data.grains);
  errors.show(data.errors);
  byId('reminders-part').hidden = !data.hasReminders;
}

async function ask() {
  try {
    const answer = await fetch('data', { signal: AbortSignal.timeout(staleAfterMs), cache: 'no-store' });
    if (!answer.ok) throw new Error(answer.status === 401 || answer.status === 403 ? 'Not allowed any more: load the page again' : `The server answers ${answer.status}`);
    data = await answer.json();
    lastAnswer = performance.now();
    failure = '';
    show();
  } catch (error) {
    failure = error.name === 'Error' ? error.message : 'This server does not answer';
  }
}

// What is old must not look like news.
function showSilence() {
  const silence = performance.now() - lastAnswer;
  if (failure && silence >= staleAfterMs) showHealth('bad', `${failure}; figures are ${span(silence / 1000)} old`, []);
}

async function run() {
  for (;;) {
    const start = performance.now();
    if (!paused && !document.hidden) {
      await ask();
      showSilence();
    }
    const rest = (data?.intervalMs ?? 1000) - (performance.now() - start);
    await new Promise(resolve => setTimeout(resolve, Math.max(rest, 200)));
  }
}

byId('pause').addEventListener('click', event => {
  paused = !paused;
  event.target.setAttribute('aria-pressed', paused);
  event.target.textContent = paused ? 'Go on' : 'Pause';
});
byId('filter').addEventListener('input', () => data && showMethods());
startReminders();
run();
