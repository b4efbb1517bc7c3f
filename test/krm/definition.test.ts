import { expect, test } from 'vitest';
import { krmDefinition } from '../../scripts/krm-definition.ts';
import { emitYaml } from '../../src/manifest/emit.ts';

/** `vitest -u` writes it anew. */
test('the definition of the function has a field for every flag', async () => {
  await expect(emitYaml(krmDefinition())).toMatchFileSnapshot('../../kustomize/krm/function.yaml');
});
