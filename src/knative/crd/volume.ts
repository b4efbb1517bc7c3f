import {
  anyObject,
  boolean,
  int32,
  int64,
  list,
  type ObjectSchema,
  object,
  open,
  quantity,
  text,
} from '../../crd/schema.ts';

const items = list(object({ key: text, mode: int32, path: text }, 'key', 'path'));

const projection = object({
  configMap: object({ items, name: text, optional: boolean }),
  downwardAPI: object({
    items: list(
      object(
        {
          fieldRef: object({ apiVersion: text, fieldPath: text }, 'fieldPath'),
          mode: int32,
          path: text,
          resourceFieldRef: object(
            { containerName: text, divisor: quantity, resource: text },
            'resource',
          ),
        },
        'path',
      ),
    ),
  }),
  secret: object({ items, name: text, optional: boolean }),
  serviceAccountToken: object({ audience: text, expirationSeconds: int64, path: text }, 'path'),
});

export const volume: ObjectSchema = object(
  {
    configMap: object({ defaultMode: int32, items, name: text, optional: boolean }),
    csi: anyObject,
    emptyDir: open({ medium: text, sizeLimit: quantity }),
    ephemeral: anyObject,
    hostPath: open({ path: text, type: text }),
    image: open({ pullPolicy: text, reference: text }),
    name: text,
    persistentVolumeClaim: open({ claimName: text, readOnly: boolean }),
    projected: object({ defaultMode: int32, sources: list(projection) }),
    secret: object({ defaultMode: int32, items, optional: boolean, secretName: text }),
  },
  'name',
);
