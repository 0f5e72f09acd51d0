import { expect, test } from '@jest/globals';
import { ProblemError } from '@tiltak/http/client';
import { allMax, pageLimit, type Services } from '../services.ts';
import { buildingChoice, buildingNames, buildingSearch } from './buildingChoice.ts';

/** A register of so many buildings, and what it was asked for. */
function registerOf(count: number) {
  const asked: object[] = [];
  const nameOf = (at: number) => ({ buildingId: `b${at}`, name: `Bygg ${at}` });
  const maintenance = {
    async listBuildings({ query }: { query: { cursor?: string; words?: string } }) {
      asked.push(query);
      const all = Array.from({ length: count }, (_, at) => nameOf(at)).filter(
        ({ name }) => query.words === undefined || name.endsWith(` ${query.words}`),
      );
      const from = Number(query.cursor ?? 0);
      const next = from + pageLimit < all.length ? String(from + pageLimit) : null;
      return { body: { items: all.slice(from, from + pageLimit), next } };
    },
    async getBuilding({ params: { buildingId } }: { params: { buildingId: string } }) {
      const at = Number(buildingId.slice(1));
      if (!(at < count))
        throw new ProblemError(404, {
          ...{ type: 'x', title: 'x', status: 404, code: 'not_found', detail: 'x', errors: [] },
        });
      return { body: nameOf(at) };
    },
  };
  return { api: { maintenance } as unknown as Services, asked };
}

test('as many buildings as a list holds are all there to choose from, and nothing is said of it', async () => {
  const choice = await buildingChoice(registerOf(allMax).api, {});
  expect(choice.items).toHaveLength(allMax);
  expect(choice.isWhole).toBe(true);
  expect(buildingSearch('/arbeid/nytt', choice)).toBeUndefined();
});

test('of more buildings the list says that it is not whole, and any of them is found by a search', async () => {
  const { api, asked } = registerOf(allMax + 1);
  const choice = await buildingChoice(api, {});
  expect(choice.isWhole).toBe(false);
  expect(String(buildingSearch('/arbeid/nytt', choice))).toContain(`de første ${allMax} bygningene`);
  const found = await buildingChoice(api, { sought: ` ${allMax} ` });
  expect(found.items.map(({ name }) => name)).toEqual([`Bygg ${allMax}`]);
  expect(asked.at(-1)).toMatchObject({ words: String(allMax) });
  expect(String(buildingSearch('/arbeid/nytt', found))).toContain('bygningene som passer');
});

test('the building that is chosen stays in the list, whatever was left out or looked for', async () => {
  const { api } = registerOf(allMax + 5);
  const chosenId = `b${allMax + 4}`;
  expect((await buildingChoice(api, { chosenId })).items[0]).toMatchObject({ buildingId: chosenId });
  const found = await buildingChoice(api, { chosenId, sought: '7' });
  expect(found.items.map(({ buildingId }) => buildingId)).toEqual([chosenId, 'b7']);
  expect((await buildingChoice(api, { chosenId: 'b999999' })).items).toHaveLength(allMax);
});

test('names are those of the buildings that are asked for, also beyond what a list holds', async () => {
  const { api, asked } = registerOf(allMax + 5);
  const last = `b${allMax + 4}`;
  const names = await buildingNames(api, [last, 'b1', last, 'b999999']);
  expect(Object.fromEntries(names)).toEqual({ [last]: `Bygg ${allMax + 4}`, b1: 'Bygg 1' });
  expect(asked).toEqual([]);
});

test('what somebody looked for is shown as text', () => {
  const markup = String(buildingSearch('/planer/ny', { isWhole: true, sought: '"><script>' }));
  expect(markup).not.toContain('<script>');
});
