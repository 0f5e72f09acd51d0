import { procurementOperations } from '@tiltak/contracts/procurement';
import { type ServiceConfig, type ServiceDefinition, serviceConfig } from '@tiltak/service';
import { frameworkAgreements } from './frameworkAgreement/frameworkAgreement.ts';
import { frameworkAgreementHandlers } from './frameworkAgreement/routes.ts';
import { publish } from './publish.ts';
import { organisationNumbers, supplierHandlers } from './supplier/routes.ts';
import { suppliers } from './supplier/supplier.ts';

/** All that procurement keeps as streams. */
export const aggregates = [suppliers, frameworkAgreements];

/** procurement: suppliers, and the framework agreements that orders are called off from. */
export const definition: ServiceDefinition<ServiceConfig, typeof procurementOperations> = {
  name: 'procurement',
  title: 'Tiltak: suppliers and framework agreements',
  config: serviceConfig,
  aggregates,
  collections: [organisationNumbers],
  publish: () => publish,
  operations: procurementOperations,
  handlers: (store) => ({ ...supplierHandlers(store), ...frameworkAgreementHandlers(store) }),
  listensTo: [],
  reactions: () => ({}),
};
