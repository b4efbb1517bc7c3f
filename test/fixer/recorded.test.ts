import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { revisionTemplateHash } from '../../src/fixer/state/template-of.ts';
import { revcast } from '../support/revcast.ts';

const folder = 'test/fixer/recorded';

describe('objects of a real cluster (test/e2e)', () => {
  test.each(['hello', 'several'])(
    'the template hash of the Revision of %s is the one that was rendered',
    async (name) => {
      const revision = JSON.parse(readFileSync(`${folder}/${name}.revision.json`, 'utf8'));
      const rendered = await revcast(['render', `${folder}/${name}.manifest.yaml`]);
      expect(rendered.stdout).toContain(
        `revcast.dev/template-hash: "${revisionTemplateHash(revision)}"`,
      );
    },
  );
});
