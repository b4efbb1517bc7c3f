/**
 * Cases that Go's code answers by accident and revcast refuses, each with its reason. The data's
 * README says which kinds of these are allowed; everything else must give the measured answer.
 */
export const refused: Readonly<Record<string, string>> = {};

/** Cases that crash the extension, and that revcast answers. */
export const answered: Readonly<Record<string, string>> = {
  'o-advanced-no-hpa': 'an override with advanced but no horizontalPodAutoscalerConfig',
  'o-advanced-empty': 'an override with advanced but no horizontalPodAutoscalerConfig',
  'o-advanced-hpa-null': 'an override with advanced but no horizontalPodAutoscalerConfig',
};
