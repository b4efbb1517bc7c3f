import { describe, expect, test } from 'vitest';
import { readCsv } from '../../src/simulate/samples/csv.ts';
import { readPrometheus } from '../../src/simulate/samples/prometheus.ts';
import { parseTime } from '../../src/simulate/samples/time.ts';
import { problemsOf, prometheus, replicasAt, simulated } from './simulated.ts';

describe('the time of a sample', () => {
  test.each([
    ['2026-03-02T06:40:00Z', Date.UTC(2026, 2, 2, 6, 40) / 1000],
    ['2026-03-02 06:40:00+01:00', Date.UTC(2026, 2, 2, 5, 40) / 1000],
    ['2024-02-29T23:59:59.5-0230', Date.UTC(2024, 2, 1, 2, 29, 59, 500) / 1000],
    ['1772433600', 1772433600],
    ['1772433600.25', 1772433600.25],
    ['1772433600000', 1772433600],
  ])('%s is since 1970', (text, seconds) => {
    expect(parseTime(text)).toEqual({ seconds, isAbsolute: true });
  });

  test.each([
    ['0', 0],
    ['15.5', 15.5],
    ['86400', 86400],
  ])('%s is since the start', (text, seconds) => {
    expect(parseTime(text)).toEqual({ seconds, isAbsolute: false });
  });

  test.each([
    '',
    'now',
    '2026-03-02T06:40:00',
    '2026-02-29T00:00:00Z',
    '2026-03-02T24:00:00Z',
    '-5',
    '06:40',
  ])('%j is none', (text) => {
    expect(parseTime(text)).toBeUndefined();
  });
});

describe('a table', () => {
  const read = (text: string): ReturnType<typeof readCsv> => readCsv({ name: 's.csv', text });
  const problems = (text: string): readonly string[] => {
    const file = read(text);
    return 'problems' in file ? file.problems : [];
  };

  test('has commas, semicolons or tabs, quotes, a byte order mark, and numbers as Kubernetes has them', () => {
    const points = [
      { time: 0, value: 1500 },
      { time: 15, value: null },
      { time: 30, value: 0.25 },
    ];
    for (const text of [
      'time,a\n0,1500\n15,\n30,250m\n',
      '\ufeffTime;"a"\r\n0;1.5k\r\n\r\n15;NaN\r\n30;2.5e-1\r\n',
      'timestamp\ta\n0\t1500\n15\tnull\n30\t0.25',
    ]) {
      expect(read(text)).toEqual({
        series: [{ name: 'a', file: 's.csv', points, isPrometheus: false }],
        isAbsolute: false,
      });
    }
  });

  test.each([
    ['', 's.csv: it is empty'],
    ['time,a\n', 's.csv: there is a header, and no row of samples'],
    [
      '0,1\n15,2\n',
      's.csv:1: the first column is "0", where a header with "time" is expected: the file lacks its header',
    ],
    [
      'when,a\n0,1\n',
      's.csv:1: the first column is "when", where a header with "time" is expected',
    ],
    ['time\n0\n', 's.csv:1: there is no column besides time'],
    ['time,a,a\n0,1,1\n', 's.csv:1: there are two columns "a"'],
    ['time,,b\n0,1,1\n', 's.csv:1: column 2 has no name'],
    [
      'time,a\n0,1\n\n15,many\n',
      's.csv:4: a is "many", where a number is expected, or nothing where it is missing',
    ],
    [
      'time,a\n30,1\n15,2\n',
      's.csv:3: time "15" is before that of the row before: rows go by time',
    ],
    ['time,a\n15,1\n15,2\n', 's.csv:3: time "15" is the same as in the row before'],
    [
      'time,a\n0,1\n1772433600,2\n',
      's.csv:3: time "1772433600" is counted from another start than the times before it',
    ],
  ])('%j: %s', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  test('a time without a zone says what it lacks', () => {
    expect(problems('time,a\n2026-03-02 06:40:00,1\n').join()).toContain('it lacks a time zone');
  });

  test('a row of another length names its line', () => {
    expect(problems('time,a\n0,1\n15,2,3\n').join()).toMatch(/^s\.csv: .*line 3/);
  });

  test('all that is wrong is told at once', () => {
    expect(problems('time,a,b\nx,1,?\n15,!,2\n')).toHaveLength(3);
  });
});

describe('an answer of Prometheus', () => {
  const answer = (values: unknown, more: object = {}): string =>
    JSON.stringify({
      status: 'success',
      data: { resultType: 'matrix', result: [{ metric: { job: 'api' }, values, ...more }] },
    });
  const problems = (text: string): readonly string[] => {
    const file = readPrometheus({ name: 'range.json', text });
    return 'problems' in file ? file.problems : [];
  };

  test('is one series, and where its step brings nothing the metric is missing', () => {
    const values = [
      [100, '1'],
      [115, '2.5'],
      [145, 'NaN'],
      [160, '4'],
    ];
    const points = [
      [100, 1],
      [115, 2.5],
      [130, null],
      [145, null],
      [160, 4],
    ].map(([time, value]) => ({ time, value }));
    const series = [{ name: '', file: 'range.json', points, isPrometheus: true }];
    for (const text of [answer(values), JSON.stringify([{ metric: {}, values }])]) {
      expect(readPrometheus({ name: 'range.json', text })).toEqual({ series, isAbsolute: true });
    }
  });

  test.each([
    ['{', /it is no JSON/],
    [
      '{"status":"error","error":"parse error"}',
      /Prometheus answered with an error: "parse error"/,
    ],
    ['{"status":"success","data":{"resultType":"vector","result":[]}}', /resultType is "vector"/],
    ['{"data":{"resultType":"matrix","result":[]}}', /the query found nothing/],
    ['{}', /there is no data.result/],
    [answer([[1, 2]]), /values\[0\] is \[1,2\], where \[seconds, "value"\] is expected/],
    [
      answer([
        [15, '1'],
        [15, '2'],
      ]),
      /values\[1\] is not after the sample before it/,
    ],
    [answer(undefined, { value: [1, '2'] }), /this is an instant query/],
    [
      '{"data":{"resultType":"matrix","result":[{"metric":{"pod":"a"}},{"metric":{"pod":"b"}}]}}',
      /it has 2 series \(\{"pod":"a"\}, \{"pod":"b"\}\), and a trigger sees one: aggregate them/,
    ],
  ])('%s is refused', (text, problem) => {
    expect(problems(text).join()).toMatch(problem);
  });

  const spec = (ignoreNullValues: string): Parameters<typeof simulated>[0]['spec'] => ({
    minReplicaCount: 1,
    triggers: [prometheus('1', { metadata: { ignoreNullValues } })],
    advanced: {
      horizontalPodAutoscalerConfig: { behavior: { scaleDown: { stabilizationWindowSeconds: 0 } } },
    },
  });
  const gap = answer(
    [
      [0, '9'],
      [15, '9'],
      [30, '9'],
      [90, '9'],
    ].map(([time, value]) => [1772433600 + Number(time), value]),
  );

  test('a gap is zero to KEDA, unless it is told not to ignore it', () => {
    const options = { replicas: 9 };
    expect(replicasAt(simulated({ spec: spec('true'), samples: gap, options }), 60)).toBe(1);
    expect(replicasAt(simulated({ spec: spec('false'), samples: gap, options }), 60)).toBe(9);
  });
});

describe('whose samples they are', () => {
  const triggers = [
    prometheus('1', { name: 'requests' }),
    prometheus('1'),
    { type: 'cpu', metricType: 'Utilization', metadata: { value: '50' } },
  ];
  const spec = { minReplicaCount: 1, triggers };

  test.each([
    'time,requests,prometheus,cpu\n0,1,2,3\n60,1,2,3\n',
    'time,0,1,2\n0,1,2,3\n60,1,2,3\n',
  ])('a column is called as the trigger, by name, type or index: %j', (samples) => {
    const { triggers: shown } = simulated({ spec, samples, request: 1 });
    expect(shown.map(({ id, samples: points }) => [id, points[0]?.[1]])).toEqual([
      ['requests', 1],
      ['prometheus', 2],
      ['cpu', 3],
    ]);
  });

  test('a trigger without samples is named, and the columns of none', () => {
    const samples = 'time,requests,request\n0,1,2\n60,1,2\n';
    expect(problemsOf({ spec, samples })).toEqual([
      'there are no samples of prometheus, cpu: add a column of that name, or --samples TRIGGER=FILE; of no trigger are samples.csv: request',
    ]);
  });

  test('an empty column makes its trigger fail, and nothing else', () => {
    const samples = 'time,requests,prometheus,cpu\n0,6,,2\n60,6,,2\n';
    expect(replicasAt(simulated({ spec, samples, request: 1 }), 60)).toBe(6);
  });

  test('two files with samples of one trigger are told', () => {
    const one = { minReplicaCount: 1, triggers: [prometheus('1')] };
    const samples = ['time,prometheus\n0,1\n60,1\n', 'time,prometheus\n0,1\n60,1\n'];
    expect(problemsOf({ spec: one, samples })).toEqual([
      'samples1.csv: it has samples of prometheus, and so has samples.csv',
    ]);
  });

  test('times of different kinds are told', () => {
    const samples = ['time,0,1\n0,1,1\n60,1,1\n', 'time,cpu\n1772433600,1\n1772433660,1\n'];
    expect(problemsOf({ spec, samples }).join()).toContain(
      'samples.csv: its times count from their own start, and those of samples1.csv from 1970',
    );
  });
});

describe('cpu', () => {
  const cpu = { type: 'cpu', metricType: 'Utilization', metadata: { value: '50' } };
  const spec = { minReplicaCount: 1, maxReplicaCount: 20, triggers: [cpu] };

  test('samples are the cores of all pods together, whatever number of them', () => {
    const samples = 'time,cpu\n0,2\n600,2\n';
    const simulation = simulated({ spec, samples, request: 0.5, options: { replicas: 4 } });
    expect(replicasAt(simulation, 600)).toBe(8);
  });

  test('or the average of as many as ran then, in percent', () => {
    const samples = 'time,cpu,replicas\n0,100,4\n300,50,8\n600,50,8\n';
    const simulation = simulated({ spec, samples, options: { perPod: ['cpu'] } });
    expect(simulation.assumptions.replicas).toBe(4);
    expect(replicasAt(simulation, 600)).toBe(8);
  });

  test('averages need to be told of how many', () => {
    const samples = 'time,cpu\n0,100\n300,50\n';
    expect(problemsOf({ spec, samples, options: { perPod: ['cpu', 'memory'] } })).toEqual([
      '--per-pod: there is no trigger "memory" that has samples: cpu',
      '--per-pod needs a column "replicas": how many pods ran when the samples were taken',
    ]);
  });

  test('a request that nobody knows is asked for', () => {
    expect(problemsOf({ spec, samples: 'time,cpu\n0,1\n60,1\n' })).toEqual([
      'cpu: what one pod requests of cpu is not in the manifests: give --request cpu=250m',
    ]);
  });
});

test('a Value metric counts ready pods alone, so that pods that start slow it down', () => {
  const spec = {
    minReplicaCount: 1,
    maxReplicaCount: 64,
    triggers: [prometheus('1', { metricType: 'Value' })],
  };
  const at = (readyAfter: number): number =>
    replicasAt(
      simulated({ spec, samples: 'time,0\n0,2\n90,2\n', options: { replicas: 4, readyAfter } }),
      30,
    );
  expect([at(0), at(40)]).toEqual([32, 8]);
});

describe('the time that is simulated', () => {
  const spec = { minReplicaCount: 1, triggers: [prometheus('1')] };
  const samples = 'time,prometheus\n0,5\n600,2\n1200,8\n';

  test('is that of the samples, or a part of it', () => {
    expect(simulated({ spec, samples }).duration).toBe(1200);
    const part = simulated({
      spec,
      samples,
      options: {
        from: { seconds: 300, isAbsolute: false },
        until: { seconds: 500, isAbsolute: false },
      },
    });
    expect(part).toMatchObject({ duration: 200, triggers: [{ samples: [[0, 5]] }] });
  });

  test('of another kind than the samples it is refused', () => {
    const from = { seconds: 1772433600, isAbsolute: true };
    expect(problemsOf({ spec, samples, options: { from } })).toEqual([
      '--from is a time of the day, and the times of the samples count from their own start: write it as they are',
    ]);
  });

  test('cron needs the time of day', () => {
    const cron = {
      type: 'cron',
      metadata: { timezone: 'UTC', start: '0 6 * * *', end: '0 7 * * *', desiredReplicas: '3' },
    };
    const both = { ...spec, triggers: [cron, ...spec.triggers] };
    expect(problemsOf({ spec: both, samples }).join()).toContain(
      'a cron trigger needs the time of day',
    );
    expect(problemsOf({ spec: { triggers: [cron] } })).toEqual([
      'without samples, --from and --until say what time is simulated',
    ]);
  });
});
