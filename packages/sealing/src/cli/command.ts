import { sealCommand, submitCommand, verifyReceiptCommand } from './bidCommands.ts';
import { dealCommand, makeKeyCommand, unwrapShareCommand } from './keyCommands.ts';
import { UsageError } from './usage.ts';

/** What the tool says of itself. */
export const help = `tiltak-seal seals bids on your own machine, and keeps the keys that open them.

For bidders:
  tiltak-seal seal --keys <sealing.json> --bidder <organisation number> --envelope quality|price
                   [--document <bid.json>] --out <file.age> [file or folder ...]
  tiltak-seal submit --url <procurement's address> --procurement <id> [--quality <file.age>] --price <file.age>
                     --receipt <file> (--token <access token> | --issuer <address> --client <id>)
  tiltak-seal verify-receipt --keys <receipt-keys.json> <receipt file>

For officers:
  tiltak-seal make-key --out <file>
  tiltak-seal deal --procurement <id> --threshold <number> --holders <officer-keys.json> --out <sealing.json>
  tiltak-seal unwrap-share --key <file> [--share <file>]

A client's secret and an access token may stand in TILTAK_CLIENT_SECRET and TILTAK_TOKEN instead of on the command line.
docs/sealed-bids.md says what each file holds, and what sealing does not protect from.`;

const commands: Readonly<Record<string, (given: readonly string[]) => Promise<string>>> = {
  seal: sealCommand,
  submit: submitCommand,
  'verify-receipt': verifyReceiptCommand,
  'make-key': makeKeyCommand,
  deal: dealCommand,
  'unwrap-share': unwrapShareCommand,
};

/**
 * Does what the command line asks for; answers what is to be shown. Throws a UsageError, a SealingError, what the platform
 * Refused, or the error of a file.
 */
export async function run([name = '', ...given]: readonly string[]): Promise<string> {
  const command = commands[name];
  if (command) return await command(given);
  if (['', 'help', '--help', '-h'].includes(name)) return help;
  throw new UsageError(`There is no command ${name}.`);
}
