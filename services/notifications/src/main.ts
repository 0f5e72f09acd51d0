import { main } from '@tiltak/service';
import { definition } from './service.ts';

await main(definition);
