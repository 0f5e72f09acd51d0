// Seals a bid in the bidder's browser and hands in what is sealed. The fields have no names and stand in no form, so
// that nothing of them can be sent in any other way.

import { SealingError } from '@tiltak/sealing';
import { contentsOf } from './contents.ts';
import { isReceiptFor, sealBid } from './sealBid.ts';

const problems = {
  too_large: 'Tilbudet er for stort. Hver konvolutt kan holde høyst 24 MB, og teksten høyst 128 kB.',
  content_malformed: 'En av filene har et navn som ikke kan brukes, eller det er to filer med samme navn.',
  key_malformed: 'Nøklene som tilbudet skal forsegles med, er ikke hele. Last siden på nytt.',
};

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-seal-bid]');
  if (button) handIn(button, button.closest('[data-bid]'));
});

async function handIn(button, bid) {
  const status = bid.querySelector('[role=status]');
  button.disabled = true;
  try {
    showErrors(bid, {});
    status.textContent = 'Forsegler på maskinen din …';
    const { envelopes, ...keys } = JSON.parse(bid.dataset.bid);
    const read = contentsOf(await entered(bid), envelopes);
    if (!read.ok) return showErrors(bid, read.errors);
    const sealed = await sealBid(keys, read.contents);
    status.textContent = 'Sender de forseglede konvoluttene …';
    await submit(bid, sealed);
  } catch (error) {
    showErrors(bid, {}, [textOf(error)]);
  } finally {
    button.disabled = false;
    status.textContent = '';
  }
}

function textOf(error) {
  if (error instanceof SealingError) return problems[error.code] ?? error.message;
  // What `fetch` throws: nobody answered, or the session is over and the answer led to another site.
  if (error instanceof TypeError)
    return 'Tilbudet kom ikke fram. Åpne siden i en ny fane og se om du fortsatt er logget inn. Prøv så igjen her; det du har skrevet, står fortsatt.';
  throw error;
}

const fieldsOf = (bid, kind) => [...bid.querySelectorAll(`[data-${kind}]`)];

async function entered(bid) {
  const filesOf = (envelope) =>
    fieldsOf(bid, 'files')
      .filter((field) => field.dataset.files === envelope)
      .flatMap((field) => [...field.files])
      .map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }));
  return {
    prices: fieldsOf(bid, 'price').map(({ dataset, value }) => ({ lotId: dataset.price, text: value })),
    answers: fieldsOf(bid, 'answer').map(({ dataset, value }) => ({ id: dataset.answer, text: value })),
    files: { quality: await Promise.all(filesOf('quality')), price: await Promise.all(filesOf('price')) },
  };
}

async function submit(bid, sealed) {
  const form = new FormData(bid.querySelector('form'));
  // Each attempt seals anew, so it is another submission.
  form.set('_key', crypto.randomUUID());
  const confirmed = fieldsOf(bid, 'confirm').filter(({ checked }) => checked);
  form.set('confirmed', confirmed.map(({ dataset }) => dataset.confirm).join(','));
  for (const { envelope, bytes } of sealed)
    form.append(envelope, new Blob([bytes], { type: 'application/age' }), `${envelope}.age`);
  const answer = await fetch(bid.querySelector('form').action, { method: 'POST', body: form });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const next = page.querySelector('main');
  if (!answer.ok) return showErrors(bid, {}, refusal(next));
  bid.closest('main').replaceWith(next);
  history.replaceState(null, '', answer.url);
  next.focus();
  await showSealed(next, sealed);
}

/** Why the console said no: the texts of the form that it shows, or of the page that stands in its place. */
function refusal(main) {
  const texts = [...main.querySelectorAll('.errors li')];
  return (texts.length > 0 ? texts : [...main.querySelectorAll('h1, p')].slice(0, 2)).map(
    ({ textContent }) => textContent,
  );
}

/** The page after the submission: whether the receipt is right, and the hashes that only this browser knows. */
async function showSealed(main, sealed) {
  const place = main.querySelector('[data-receipt]');
  if (!place) return;
  const isRight = await isReceiptFor(place.textContent, JSON.parse(place.dataset.receipt), sealed).catch(
    () => false,
  );
  const checked = document.createElement('p');
  checked.className = isRight ? 'notice good' : 'notice warn';
  checked.textContent = isRight
    ? 'Kvitteringen er kontrollert i nettleseren: Signaturen er ekte, og den gjelder akkurat det du sendte.'
    : 'Kvitteringen kunne ikke kontrolleres i denne nettleseren. Lagre den, og kontroller den med tiltak-seal verify-receipt.';
  place.closest('details').before(checked);
  for (const { envelope, plaintextSha256 } of sealed) {
    const hash = main.querySelector(`[data-content-hash=${envelope}]`);
    if (hash) hash.textContent = plaintextSha256;
  }
}

/** As the server shows them: a summary with links to the fields (WCAG 3.3.1), which takes the focus. */
function showErrors(bid, fields, general = []) {
  bid.querySelector('.errors')?.remove();
  for (const field of bid.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid');
  if (Object.keys(fields).length + general.length === 0) return;
  const box = Object.assign(document.createElement('div'), { className: 'errors', tabIndex: -1 });
  box.setAttribute('role', 'alert');
  const head = Object.assign(document.createElement('h3'), { textContent: 'Tilbudet er ikke levert' });
  const list = document.createElement('ul');
  for (const [name, text] of Object.entries(fields)) {
    const field = bid.querySelector(`#${CSS.escape(`tilbud-${name}`)}`);
    field?.setAttribute('aria-invalid', 'true');
    list.append(
      item(Object.assign(document.createElement('a'), { href: `#tilbud-${name}`, textContent: text })),
    );
  }
  list.append(...general.map(item));
  box.append(head, list);
  bid.prepend(box);
  box.focus();
}

function item(content) {
  const line = document.createElement('li');
  line.append(content);
  return line;
}
