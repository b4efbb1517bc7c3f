const overflow = 'the target is larger than the integer that Go puts it into';
const noNumber = 'the target is infinite or no number';
const noScheme = 'the address has no scheme or no host, so KEDA cannot reach it';
const template = 'the query template uses more than .revisionName';
const noValue = 'the query template prints "<no value>"';

/** Measured cases that Go's code answers by accident and revcast refuses, with the reason. */
export const refusedByExtension: Readonly<Record<string, string>> = {
  ...all(overflow, 't-cpu-', ['09', '31', '33', '36', '39', '40']),
  ...all(noNumber, 't-cpu-', ['43', '44', '45', '67']),
  ...all(overflow, 't-memory-', ['34', '35', '39', '41']),
  ...all(noNumber, 't-memory-', ['46']),
  ...all(overflow, 't-custom-', ['35', '40', '41']),
  ...all(noNumber, 't-custom-', ['44', '45', '46', '48']),
  ...all(noScheme, 'pa-', ['03', '04', '21']),
  ...all(noValue, 'q-', ['011', '012', '085', '090', '091']),
  ...all(noValue, 'ns-query', ['']),
  ...all(template, 'q-', ['008', '009', '021', '022', '024', '025', '026', '027', '029', '037']),
  ...all(template, 'q-', ['039', '048', '051', '052', '053', '054', '055', '059', '060', '062']),
  ...all(template, 'q-', ['066', '067', '082', '087', '088', '089', '099', '103', '112', '114']),
  ...all(template, 'q-', ['115', '117', '118', '123', '128', '130', '132', '133', '134', '136']),
  ...all(template, 'q-', ['140']),
};

const crash = 'the extension crashes on advanced without horizontalPodAutoscalerConfig';

/** Measured cases that crash the extension, and that revcast answers. */
export const answeredBeyondExtension: Readonly<Record<string, string>> = {
  ...all(crash, 'o-advanced-', ['no-hpa', 'empty', 'hpa-null']),
};

function all(reason: string, prefix: string, cases: readonly string[]): Record<string, string> {
  return Object.fromEntries(cases.map((each) => [`${prefix}${each}`, reason]));
}
