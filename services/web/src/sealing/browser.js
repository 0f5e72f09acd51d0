// What seals, deals and opens in the browser. It is bundled (bundle.ts) and fetched by the pages that need it.

import './noEval.js';
import '../procurement/bid/browser.js';
import '../procurement/opening/browser.js';

// Outside of a secure context (https or this machine itself) browsers have no cryptography.
if (crypto.subtle) document.documentElement.classList.add('seals');
