import * as z from 'zod';

// Zod would try to make code out of schemas, which the content policy forbids and reports. First of all imports, because
// schemas are made when their modules are loaded.
z.config({ jitless: true });
