import { draw, onSchemeChange } from './plot.js';

const create = (name, className, text = '') => {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
};

const createChoice = (variants, choose) => {
  const choice = create('span', 'choice');
  const buttons = variants.map(({ name }) => create('button', '', name));
  const press = (chosen) => {
    buttons.forEach((button, index) => button.setAttribute('aria-pressed', String(index === chosen)));
    choose(variants[chosen]);
  };
  buttons.forEach((button, index) => {
    button.type = 'button';
    button.addEventListener('click', () => press(index));
  });
  if (variants.length > 1) choice.append(...buttons);
  return { choice, press };
};

/** A chart with its title and, where there are several variants, a button for each. Drawn again when its width or the colours change. */
export const addFigure = (parent, title, variants) => {
  if (variants.length === 0) return;
  const figure = create('figure', '');
  const caption = create('figcaption', '', title);
  const element = create('div', 'plot');
  const readout = create('p', 'readout note');
  let current = variants[0];
  let plot;
  const redraw = () => {
    plot?.destroy();
    plot = draw(element, readout, current.chart);
  };
  const { choice, press } = createChoice(variants, (variant) => {
    current = variant;
    redraw();
  });
  if (variants.length === 1 && variants[0].name) caption.append(create('span', 'note', variants[0].name));
  caption.append(choice);
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', title);
  figure.append(caption, element, readout);
  parent.append(figure);
  press(0);
  onSchemeChange(redraw);
  new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: plot.height })).observe(element);
};
