import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { maintenanceOperations } from '@tiltak/contracts/maintenance';
import { notificationsOperations } from '@tiltak/contracts/notifications';
import { procurementOperations } from '@tiltak/contracts/procurement';
import { projectsOperations } from '@tiltak/contracts/projects';
import { type Boats, startBoats } from '../test/boatService.ts';
import { openApi } from './openApi.ts';

let boats: Boats;
// biome-ignore lint/suspicious/noExplicitAny: a JSON document
let document: any;
beforeAll(async () => {
  boats = await startBoats({});
  document = (await boats.call('/openapi.json')).body;
});
afterAll(() => boats.close());

test.each([
  ['maintenance', maintenanceOperations],
  ['notifications', notificationsOperations],
  ['procurement', procurementOperations],
  ['projects', projectsOperations],
])(
  'the document of %s is valid OpenAPI 3.1, and all its references lead somewhere',
  async (service, operations) => {
    const written = JSON.parse(JSON.stringify(openApi({ service, title: service, operations })));
    const validator = new Validator();
    expect(await validator.validate(written)).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
    expect(new Set(JSON.stringify(written).match(/"\$ref":"[^"]+"/g))).toEqual(
      new Set(['"$ref":"#/components/schemas/Problem"']),
    );
    const ids = Object.values(written.paths).flatMap((methods) =>
      Object.values(methods as object).map(({ operationId }) => operationId),
    );
    expect(ids.sort()).toEqual(Object.keys(operations).sort());
  },
);

test('a document with a mistake is found out', async () => {
  const { openapi, paths } = document;
  expect(await new Validator().validate({ openapi, paths })).toMatchObject({ valid: false });
});

test('what goes in takes no unknown fields, at any depth, and defaults may be left out', () => {
  const { schema } = document.paths['/boats'].post.requestBody.content['application/json'];
  expect(schema).toMatchObject({
    type: 'object',
    additionalProperties: false,
    required: ['name', 'lengthCm'],
  });
  expect(schema.properties.crew.items).toMatchObject({ additionalProperties: false });
  expect(schema.properties.engine.anyOf[0]).toMatchObject({ additionalProperties: false });
});

test('what comes out may get more fields later', () => {
  const { schema } = document.paths['/boats'].get.responses['200'].content['application/json'];
  expect(schema.properties.items.items.required).toEqual(['boatId', 'name']);
  expect(JSON.stringify(schema)).not.toContain('additionalProperties');
});

test('parameters, headers, roles and rejections are described', () => {
  const { get, post } = document.paths['/boats'];
  const names = (operation: { parameters: { name: string }[] }) =>
    operation.parameters.map(({ name }) => name);
  expect(names(get)).toEqual(['cursor', 'limit', 'asOf']);
  expect(get.parameters[1].schema).toMatchObject({ default: 50, minimum: 1, maximum: 200 });
  expect(names(post)).toEqual(['Idempotency-Key', 'If-Match']);
  expect(document.paths['/boats/{boatId}'].get.parameters[0]).toMatchObject({ in: 'path', required: true });
  expect(post.security).toEqual([{ token: ['property.officer'] }]);
  expect(document.paths['/boats/fastest'].get.security).toEqual([]);
  expect(post.responses['201'].headers).toHaveProperty('ETag');
  expect(post.responses['409'].description).toBe('`dock_taken`');
  expect(post.responses['422'].description).toContain('`no_keel`');
  expect(post.responses['422'].content).toHaveProperty(['application/problem+json']);
});

test('the page for people shows every operation, with no script and nothing from elsewhere', async () => {
  const { headers, text } = await boats.call('/docs');
  for (const id of ['getBoat', 'buildBoat', 'listBoats', 'launchBoat', 'findFastestBoat']) {
    expect(text).toContain(`<section id="${id}">`);
  }
  expect(text).toContain('<code>dock_taken</code>');
  expect(text).not.toMatch(/<script|<link|<img|src=|javascript:| on\w+=/);
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]+='$/);
});
