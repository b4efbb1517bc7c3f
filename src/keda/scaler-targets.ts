/** Keys in the metadata of which the first that is there counts, and the default without them. */
export type TargetRule = readonly [keys: readonly string[], standard?: string];

/**
 * Where the scalers of KEDA 2.21 have their targets from: what they give to GetMetricTarget, and the
 * tags of that field (`pkg/scalers/*.go`). Left out are those with several targets (solace), with
 * the choice of one (redis-streams), and with a target that someone else tells (external).
 */
export const targetRules: Readonly<Record<string, TargetRule>> = {
  activemq: [['targetQueueSize'], '10'],
  'apache-kafka': [['lagThreshold'], '10'],
  arangodb: [['queryValue']],
  'artemis-queue': [['queueLength'], '10'],
  'aws-cloudwatch': [['targetMetricValue']],
  'aws-dynamodb': [['targetValue']],
  'aws-dynamodb-streams': [['shardCount'], '2'],
  'aws-kinesis-stream': [['shardCount'], '2'],
  'aws-sqs-queue': [['queueLength'], '5'],
  'azure-app-insights': [['targetValue']],
  'azure-blob': [['blobCount'], '5'],
  'azure-cosmosdb': [['changeFeedLagThreshold'], '100'],
  'azure-data-explorer': [['threshold']],
  'azure-eventhub': [['unprocessedEventThreshold'], '64'],
  'azure-log-analytics': [['threshold']],
  'azure-monitor': [['targetValue']],
  'azure-pipelines': [['targetPipelinesQueueLength'], '1'],
  'azure-queue': [['queueLength'], '5'],
  'azure-servicebus': [['messageCount'], '5'],
  beanstalkd: [['value']],
  cassandra: [['targetQueryValue']],
  clickhouse: [['targetQueryValue']],
  couchdb: [['queryValue']],
  cron: [[], '1'],
  datadog: [['targetValue', 'queryValue']],
  dynatrace: [['threshold']],
  'elastic-forecast': [['targetValue']],
  elasticsearch: [['targetValue']],
  etcd: [['value']],
  'forgejo-runner': [[], '1'],
  'gcp-cloudtasks': [['value'], '100'],
  'gcp-pubsub': [['value'], '10'],
  'gcp-spanner': [['targetValue'], '5'],
  'gcp-stackdriver': [['targetValue'], '5'],
  'gcp-storage': [['targetObjectCount'], '100'],
  'github-runner': [['targetWorkflowQueueLength'], '1'],
  graphite: [['threshold'], '100'],
  'huawei-cloudeye': [['targetMetricValue']],
  ibmmq: [['queueDepth'], '20'],
  influxdb: [['thresholdValue']],
  kafka: [['lagThreshold'], '10'],
  'kubernetes-resource': [['targetValue']],
  'kubernetes-workload': [['value']],
  liiklus: [['lagThreshold'], '10'],
  loki: [['threshold']],
  'metrics-api': [['targetValue']],
  mongodb: [['queryValue']],
  mssql: [['targetValue']],
  mysql: [['queryValue']],
  'nats-jetstream': [['lagThreshold'], '10'],
  'new-relic': [['threshold']],
  nsq: [['depthThreshold'], '10'],
  opensearch: [['targetValue']],
  'openstack-metric': [['threshold']],
  'openstack-swift': [['objectCount'], '2'],
  postgresql: [['targetQueryValue']],
  predictkube: [['threshold']],
  prometheus: [['threshold']],
  pulsar: [['msgBacklogThreshold'], '10'],
  rabbitmq: [['value', 'queueLength'], '20'],
  redis: [['listLength'], '5'],
  'redis-cluster': [['listLength'], '5'],
  'redis-sentinel': [['listLength'], '5'],
  'selenium-grid': [[], '1'],
  solarwinds: [['targetValue']],
  solr: [['targetQueryValue']],
  splunk: [['targetValue']],
  'splunk-observability': [['targetValue']],
  sumologic: [['threshold']],
  temporal: [['targetQueueSize'], '5'],
};

/** Scalers that aren't active from anything above 0 on. */
export const activationDefaults: Readonly<Record<string, number>> = { 'artemis-queue': 10 };

/** Scalers that take no account of the trigger's `metricType`. */
export const fixedMetricTypes: Readonly<Record<string, 'AverageValue' | 'Value'>> = {
  pulsar: 'AverageValue',
  'splunk-observability': 'Value',
};
