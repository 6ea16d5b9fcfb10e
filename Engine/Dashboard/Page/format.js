// Figures for people.
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

export const count = n => whole.format(n);
export const rate = n => n >= 100 ? whole.format(n) : short.format(n);
export const percent = n => `${short.format(n)} %`;

export function millis(ms) {
  if (ms === 0) return '–';
  if (ms < 1) return `${short.format(ms * 1000)} µs`;
  return ms < 1000 ? `${short.format(ms)} ms` : `${short.format(ms / 1000)} s`;
}

export function bytes(n) {
  if (n >= 2 ** 30) return `${short.format(n / 2 ** 30)} GB`;
  return `${whole.format(n / 2 ** 20)} MB`;
}

export function span(seconds) {
  const s = Math.max(Math.round(seconds), 0);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor(s % 3600 / 60)} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor(s % 86400 / 3600)} h`;
}

export const clock = iso => iso.slice(11, 19);
export const typeName = full => full.slice(full.lastIndexOf('.') + 1).replace('+', '.');
