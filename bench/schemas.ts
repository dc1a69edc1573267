import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { jsonSchemas } from '../src/study/jsonSchemas.ts';

/** Writes `schemas/*.schema.json`, by which editors complete and check the files of a study. */
const HERE = fileURLToPath(new URL('../../..', import.meta.url));
for (const [path, schema] of jsonSchemas()) writeFileSync(join(HERE, path), `${JSON.stringify(schema, null, 1)}\n`);
