import { UadaError } from '../../core/errors.js';

/** The resource name of a model: `models/{id}`, or the name itself when it is one already. */
export const toModelPath = (model: string): string => {
  const path = /^(?:models|tunedModels)\//.test(model) ? model : `models/${model}`;
  const segments = path.split('/');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
    throw new UadaError('usage', `google cannot have a model named ${model}.`, { provider: 'google', hint: 'Check the model name: `uada models -p google` lists them.' });
  }
  return segments.map(encodeURIComponent).join('/');
};

/** The id people type: without `models/`, but with `tunedModels/`. */
export const toModelId = (path: string): string => path.replace(/^models\//, '');
