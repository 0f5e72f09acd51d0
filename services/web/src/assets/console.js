// The console works without this script: it only saves people from reloading, and leads them to what was wrong.

const errors = document.querySelector('.errors');
if (errors) errors.focus();

/** While something is about to happen by itself, the page is fetched again, and shown if it has changed. */
const stopAfterMs = 10 * 60 * 1000;
const from = Date.now();

async function refresh() {
  const main = document.querySelector('main');
  const seconds = Number(main.dataset.refreshSeconds);
  if (!seconds || Date.now() - from > stopAfterMs) return;
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  // Nothing that somebody is writing is taken away from under them.
  if (!document.hidden && !main.querySelector('details[open], .errors') && !main.querySelector(':focus')) {
    await replaceIfChanged(main).catch(() => {});
  }
  refresh();
}

async function replaceIfChanged(main) {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!answer.ok || answer.redirected) return;
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
  if (!next || shown(next) === shown(main)) return;
  main.replaceWith(next);
  const status = next.querySelector('.heading .tag');
  if (status) document.querySelector('#nytt').textContent = `Ny status: ${status.textContent}`;
}

/** News that come while their page is open. The browser connects again by itself, and says where it was. */
const news = document.querySelector('[data-news-after]');
if (news && !new URLSearchParams(location.search).has('cursor')) {
  const stream = new EventSource(`/nyheter/strom?etter=${news.dataset.newsAfter}`);
  stream.addEventListener('nyhet', async (event) => {
    const main = document.querySelector('main');
    // Nothing that somebody is writing is taken away from under them.
    if (!main.querySelector('.errors, form :focus')) await replaceIfChanged(main).catch(() => {});
    document.querySelector('#nytt').textContent = JSON.parse(event.data).text;
  });
}

/** What the weights of a competition are together, while somebody writes them; the page says it too when it is saved. */
const weighed = document.querySelector('form.weighed');
if (weighed) weighed.addEventListener('input', () => showWeights(weighed));

function showWeights(form) {
  const texts = (name) => [...form.querySelectorAll(`[name^="${name}"]`)].map(({ value }) => value.trim());
  const [titles, lotsOf, weights] = ['Title', 'Lots', 'Weight'].map((field) => texts(`criterion${field}`));
  const numbers = (text) =>
    text
      .split(/[\s,;]+/)
      .filter((one) => one !== '')
      .map(Number);
  const lots = texts('lotTitle').flatMap((title, at) => (title === '' ? [] : at + 1));
  const percentOf = (text) =>
    /^\d{1,3}$/.test(text.replaceAll(/[\s%]/g, '')) ? Number.parseInt(text, 10) : 0;
  const sums = lots.map((lot) =>
    weights.reduce((sum, weight, at) => {
      const only = numbers(lotsOf[at]);
      const isIn = titles[at] !== '' && (only.length === 0 || only.includes(lot));
      return isIn ? sum + percentOf(weight) : sum;
    }, 0),
  );
  form.querySelector('output.weights').textContent = weightText(lots, sums);
}

function weightText(lots, sums) {
  if (new Set(sums).size > 1)
    return `${lots.map((lot, at) => `Delkontrakt ${lot}: ${sums[at]} prosent.`).join(' ')} Hver skal bli 100.`;
  const [sum = 0] = sums;
  return sum === 100
    ? 'Vektene er 100 prosent til sammen.'
    : `Vektene er ${sum} prosent til sammen. De skal bli 100.`;
}

/** What seals and opens bids is large, and only fetched where it is needed. */
const { sealingScript } = document.querySelector('main').dataset;
if (sealingScript) import(sealingScript);

const shown = (element) => element.textContent.replace(/\s+/g, ' ');

refresh();
