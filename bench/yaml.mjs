// The work of a filter that only parses and prints: every document once each, with `yaml`.
import { readFileSync, writeSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

for (const document of parseAllDocuments(readFileSync(0, 'utf8'))) writeSync(1, `---\n${document}`);
