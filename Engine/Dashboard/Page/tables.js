// Tables whose rows stay the same elements while their figures change, so that focus, selection and scrolling survive.

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  // Text only ever enters the page as text nodes.
  for (const child of children) node.append(child);
  return node;
}

function setText(node, text) {
  if (node.firstChild && node.firstChild.nodeType === Node.TEXT_NODE) {
    if (node.firstChild.data !== text) node.firstChild.data = text;
  } else {
    node.prepend(text);
  }
}

function setAttribute(node, name, value) {
  if (value === undefined || value === '') node.removeAttribute(name);
  else if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

// A column: { name, value(row) for sorting, text(row), kind: 'number' | 'text' | 'head', small(row), title(row), className(row) }.
export class Table {
  constructor(table, { caption, columns, key, sort, rowClass }) {
    Object.assign(this, { columns, key, sort, rowClass, rows: new Map() });
    table.replaceChildren(el('caption', {}, caption), this.head = el('thead'), this.body = el('tbody'));
    this.caption = table.caption;
    this.emptyText = caption;
    this.drawHead();
  }

  drawHead() {
    const row = el('tr');
    for (const column of this.columns) {
      const cell = el('th', { scope: 'col', class: column.kind === 'number' ? 'number' : '' });
      if (this.sort && column.value) {
        const button = el('button', { type: 'button' }, column.name);
        button.addEventListener('click', () => this.sortBy(column));
        cell.append(button);
        if (this.sort.column === column.name) cell.setAttribute('aria-sort', this.sort.descending ? 'descending' : 'ascending');
      } else {
        cell.append(column.name);
      }
      row.append(cell);
    }
    this.head.replaceChildren(row);
  }

  sortBy(column) {
    const same = this.sort.column === column.name;
    this.sort = { column: column.name, descending: same ? !this.sort.descending : column.kind === 'number' };
    this.drawHead();
    [...this.head.querySelectorAll('button')].find(button => button.textContent === column.name).focus();
    this.show(this.data ?? []);
  }

  setColumns(columns) {
    if (columns.map(c => c.name).join('\n') === this.columns.map(c => c.name).join('\n')) return;
    this.columns = columns;
    this.rows.clear();
    this.body.replaceChildren();
    this.drawHead();
  }

  show(data) {
    this.data = data;
    const rows = this.sorted(data);
    const wanted = new Set(rows.map(this.key));
    for (const [key, row] of this.rows) {
      if (wanted.has(key)) continue;
      row.remove();
      this.rows.delete(key);
    }
    rows.forEach((item, index) => {
      const row = this.rowOf(this.key(item));
      setAttribute(row, 'class', this.rowClass?.(item));
      this.columns.forEach((column, i) => this.fill(row.cells[i], column, item));
      if (this.body.rows[index] !== row) this.body.insertBefore(row, this.body.rows[index] ?? null);
    });
    setText(this.caption, rows.length === 0 ? `${this.emptyText}: none` : this.emptyText);
  }

  sorted(data) {
    const column = this.sort && this.columns.find(c => c.name === this.sort.column);
    if (!column) return data;
    const sign = this.sort.descending ? -1 : 1;
    return [...data].sort((a, b) => {
      const [x, y] = [column.value(a), column.value(b)];
      return sign * (typeof x === 'string' ? x.localeCompare(y) : x - y);
    });
  }

  rowOf(key) {
    let row = this.rows.get(key);
    if (!row) {
      row = el('tr', {}, ...this.columns.map(c => c.kind === 'head' ? el('th', { scope: 'row', 'data-label': c.name }) : el('td', { 'data-label': c.name })));
      this.rows.set(key, row);
    }
    return row;
  }

  fill(cell, column, item) {
    setText(cell, column.text(item));
    const kind = column.kind === 'head' ? '' : column.kind ?? '';
    setAttribute(cell, 'class', [kind, column.className?.(item) ?? ''].join(' ').trim());
    setAttribute(cell, 'title', column.title?.(item));
    if (column.small) {
      let small = cell.querySelector('.small');
      if (!small) cell.append(small = el('span', { class: 'small' }));
      setText(small, column.small(item));
    }
  }
}
