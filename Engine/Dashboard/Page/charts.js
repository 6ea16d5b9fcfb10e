// Small line charts as SVG. Lines differ by pattern, not by colour alone.
const space = 'http://www.w3.org/2000/svg';
const patterns = 6;

function svg(tag, attributes) {
  const node = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

export const lineClass = index => `c${index % patterns}`;

// The newest value is at the right edge, whatever the number of values.
function points(values, length, top, width, height) {
  const step = width / Math.max(length - 1, 1), first = length - values.length;
  return values.map((value, i) => `${((first + i) * step).toFixed(1)},${(height - 2 - (value / top) * (height - 4)).toFixed(1)}`).join(' ');
}

export function legendLine(index) {
  const drawing = svg('svg', { viewBox: '0 0 36 8', 'aria-hidden': 'true' });
  drawing.append(svg('polyline', { class: lineClass(index), points: '0,4 36,4' }));
  return drawing;
}

export class Chart {
  constructor(parent, { name, format, floor }) {
    Object.assign(this, { name, format, floor });
    const figure = document.createElement('figure'), caption = document.createElement('figcaption');
    caption.append(name, this.now = document.createElement('strong'));
    this.drawing = svg('svg', { class: 'chart', viewBox: '0 0 300 80', preserveAspectRatio: 'none', role: 'img' });
    this.scale = document.createElement('div');
    this.scale.className = 'note';
    figure.append(caption, this.drawing, this.scale);
    parent.append(figure);
  }

  // lines: [{ name, index, values }]; now: what the caption says of this moment.
  show(lines, length, now) {
    const top = Math.max(this.floor, ...lines.flatMap(line => line.values));
    this.drawing.replaceChildren(...lines.map(line => svg('polyline', { class: lineClass(line.index), points: points(line.values, length, top, 300, 80) })));
    const latest = lines.map(line => `${line.name} ${this.format(line.values.at(-1) ?? 0)}`).join(', ');
    this.drawing.setAttribute('aria-label', `${this.name}: ${latest || 'no figures yet'}`);
    this.now.textContent = now;
    this.scale.textContent = `highest ${this.format(top)}`;
  }
}
