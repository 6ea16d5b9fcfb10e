import { Table } from './tables.js';
import { clock, span } from './format.js';

// Reminders are read when asked for: there may be many, and they change little.
export function startReminders() {
  const byId = id => document.getElementById(id);
  const first = byId('reminders-first'), next = byId('reminders-next'), note = byId('reminders-note');
  const moment = iso => `${iso.slice(0, 10)} ${clock(iso)}`;
  const table = new Table(byId('reminders'), {
    caption: 'Reminders', key: r => `${r.grain}/${r.key}/${r.name}`,
    columns: [
      { name: 'Grain', kind: 'head', text: r => `${r.grain}/${r.key}` },
      { name: 'Reminder', text: r => r.name },
      { name: 'Every', kind: 'number', text: r => span(r.periodSeconds) },
      { name: 'Next (UTC)', text: r => moment(r.nextAt) },
      { name: 'Since (UTC)', text: r => moment(r.startAt) },
    ],
  });
  let cursor = null, page = 0;

  async function load(after, number) {
    first.disabled = next.disabled = true;
    try {
      const answer = await fetch(after === null ? 'reminders' : `reminders?after=${encodeURIComponent(after)}`, { cache: 'no-store' });
      if (!answer.ok) throw new Error(`The server answers ${answer.status}`);
      const rows = await answer.json();
      table.show(rows.reminders);
      [cursor, page] = [rows.next, number];
      note.textContent = `Page ${page}, ${rows.reminders.length} reminders${cursor === null ? ', the last page' : ''}`;
      first.textContent = 'First page';
    } catch (error) {
      note.textContent = `Reminders could not be read: ${error.message}`;
    }
    first.disabled = false;
    next.disabled = cursor === null;
  }

  first.addEventListener('click', () => load(null, 1));
  next.addEventListener('click', () => load(cursor, page + 1));
}
