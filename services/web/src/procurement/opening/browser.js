// An officer's own key, the dealing of a tender's key and the unwrapping of one's own share, in the officer's browser.
// Private halves stand in fields without names, or are not shown at all: no form can send them.

import { dealKey, makeIdentity, recipientOf, SealingError, unwrapShare } from '@tiltak/sealing';
import { identityIn } from './identity.ts';

const actions = { makeKey, dealKey: deal, unwrapShare: unwrap };

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-does]');
  if (!button) return;
  const place = button.closest('[data-keys]');
  const status = place.querySelector('[role=status]');
  status.textContent = '';
  try {
    status.textContent = await actions[button.dataset.does](place);
  } catch (error) {
    status.textContent = textOf(error);
  }
});

function textOf(error) {
  if (error instanceof RangeError)
    return 'Minst to nøkkeldeler må kreves, og det må deles ut minst én mer, slik at én kan gå tapt.';
  if (!(error instanceof SealingError)) throw error;
  return error.code === 'key_malformed'
    ? 'Dette er ingen privat nøkkel. Den begynner med AGE-SECRET-KEY-1.'
    : 'Nøkkeldelen er ikke pakket til denne nøkkelen. Bruk nøkkelen som var registrert da nøkkelen ble delt ut.';
}

/** Shows the private half once, and puts the public one into the form that registers it. */
async function makeKey(place) {
  const identity = await makeIdentity();
  const recipient = await recipientOf(identity);
  const file = new Blob([`# public key: ${recipient}\n${identity}\n`], { type: 'text/plain' });
  place.querySelector('[data-identity]').value = identity;
  place.querySelector('[data-key-link]').href = URL.createObjectURL(file);
  place.querySelector('[data-made]').hidden = false;
  place.querySelector('[name=recipient]').value = recipient;
  return 'Nøkkelen er laget. Lagre den private delen før du registrerer den offentlige.';
}

/** The key ceremony. Its result goes into the form that sets the keys; nothing of the private key is kept. */
async function deal(place) {
  const chosen = [...place.querySelectorAll('[data-holder]')].filter(({ checked }) => checked);
  const threshold = Number(place.querySelector('[data-threshold]').value);
  if (threshold >= chosen.length) throw new RangeError('one share may be lost');
  const dealt = await dealKey({
    procurementId: place.dataset.keys,
    threshold,
    holders: chosen.map(({ dataset }) => ({ holder: dataset.holder, recipient: dataset.recipient })),
  });
  const { recipient, shares } = dealt;
  place.querySelector('[name=dealt]').value = JSON.stringify({ recipient, threshold, shares });
  return `Nøkkelen er delt ut i ${shares.length} deler, og ${threshold} åpner. Den private delen er glemt. Registrer nøklene nå.`;
}

/** Unwraps the own share, and puts it beside those that are there already. */
async function unwrap(place) {
  const [entered, file] = ['[data-identity]', '[data-key-file]'].map((one) => place.querySelector(one));
  const identity = identityIn(entered.value || ((await file.files[0]?.text()) ?? ''));
  const share = await unwrapShare(place.dataset.keys, identity);
  entered.value = '';
  file.value = '';
  place.querySelector('[data-share]').value = share;
  for (const shares of document.querySelectorAll('[name=shares]'))
    if (!shares.value.includes(share)) shares.value = `${shares.value.trim()}\n${share}`.trim();
  return 'Nøkkeldelen er pakket ut. Den private nøkkelen er ikke sendt noe sted.';
}
