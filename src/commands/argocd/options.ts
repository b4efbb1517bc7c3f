import {
  castOptions,
  inputOptions,
  onlyGeneratedOptions,
  reportOptions,
  templateOptions,
} from '../input-options.ts';
import type { Values } from '../option.ts';
import { clusterVersionOptions, helmOptions } from './helm-options.ts';

/** What stands in the Application's folder, and what becomes of an empty result. */
const sourceOptions = {
  source: {
    type: 'value',
    placeholder: 'SOURCE',
    platformOnly: 'command:',
    help: 'What the folder is: helm, kustomize, directory, or command:COMMAND LINE of a program that prints manifests. Default: auto, by the files that are there, as in Argo CD.',
  },
  'allow-empty': {
    type: 'boolean',
    help: 'Let a result without any object pass. Argo CD then deletes what the Application has on the cluster.',
  },
} as const;

/** What Argo CD has under `source.directory`. */
const directoryOptions = {
  'directory-recurse': {
    type: 'boolean',
    help: 'Also read the folders below.',
  },
  'directory-include': {
    type: 'value',
    placeholder: 'GLOB',
    help: 'Read only files whose path in the folder matches, such as {*.yml,*.yaml}. As in Argo CD, * matches slashes too.',
  },
  'directory-exclude': {
    type: 'value',
    placeholder: 'GLOB',
    help: 'Leave out files whose path in the folder matches.',
  },
} as const;

/** What Argo CD has in its own configuration, for everybody. */
const kustomizeOptions = {
  'kustomize-build-options': {
    type: 'value',
    placeholder: 'FLAGS',
    platformOnly: '',
    help: 'More flags for kustomize build, such as --enable-helm.',
  },
} as const;

export const argocdOptions: typeof sourceOptions &
  typeof inputOptions &
  typeof directoryOptions &
  typeof helmOptions &
  typeof clusterVersionOptions &
  typeof kustomizeOptions &
  typeof templateOptions &
  typeof castOptions &
  typeof onlyGeneratedOptions &
  typeof reportOptions = {
  ...sourceOptions,
  ...inputOptions,
  ...directoryOptions,
  ...helmOptions,
  ...clusterVersionOptions,
  ...kustomizeOptions,
  ...templateOptions,
  ...castOptions,
  ...onlyGeneratedOptions,
  ...reportOptions,
};

export type ArgocdValues = Values<typeof argocdOptions>;
