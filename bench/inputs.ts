/** Manifests of the kinds and sizes that a rendered platform repository holds, in block style. */

/** A stream of `count` documents of which every `every`-th is a Knative Service scaled by KEDA. */
export function stream(count: number, every: number): string {
  return Array.from({ length: count }, (_, index) =>
    index % every === 0 ? service(index) : other(index),
  ).join('');
}

/** A stream of about that many bytes, one document in a hundred a Service. */
export function streamOfSize(bytes: number): string {
  const hundred = stream(100, 100);
  return stream(Math.round((100 * bytes) / hundred.length), 100);
}

export function service(index: number): string {
  return `---
apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: service-${index}
  namespace: team-${index % 20}
  labels:
    app.kubernetes.io/name: service-${index}
    app.kubernetes.io/part-of: shop
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/class: hpa.autoscaling.knative.dev
        autoscaling.knative.dev/metric: requests_per_second
        autoscaling.knative.dev/target: "${50 + (index % 50)}"
        autoscaling.knative.dev/min-scale: "1"
        autoscaling.knative.dev/max-scale: "${5 + (index % 10)}"
        autoscaling.knative.dev/prometheus-query: sum(rate(http_requests_total{revision="{{ .revisionName }}"}[1m]))
    spec:
      containers:
        - image: registry.example.com/shop/service-${index}:1.${index}.0
          env:
            - name: LOG_LEVEL
              value: info
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
`;
}

function other(index: number): string {
  const make = [deployment, configMap, plainService][index % 3] ?? deployment;
  return make(index);
}

function deployment(index: number): string {
  return `---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: worker-${index}
  namespace: team-${index % 20}
  labels:
    app.kubernetes.io/name: worker-${index}
    app.kubernetes.io/part-of: shop
spec:
  replicas: ${1 + (index % 5)}
  selector:
    matchLabels:
      app.kubernetes.io/name: worker-${index}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: worker-${index}
    spec:
      containers:
        - name: worker
          image: registry.example.com/shop/worker-${index}:1.${index}.0
          args:
            - --queue
            - orders-${index}
          readinessProbe:
            httpGet:
              path: /ready
              port: 8080
          # Measured under load in May.
          resources:
            requests:
              cpu: 250m
              memory: 256Mi
            limits:
              memory: 256Mi
`;
}

function configMap(index: number): string {
  return `---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings-${index}
  namespace: team-${index % 20}
data:
  LOG_LEVEL: info
  application.yaml: |
    server:
      port: 8080
    orders:
      queue: orders-${index}
      retries: 3
      timeout: 30s
    features:
      discounts: true
      recommendations: false
    database:
      url: postgres://orders-${index}.team-${index % 20}.svc:5432/orders
      pool: 20
      statementTimeout: 5s
      connectionLifetime: 30m
`;
}

function plainService(index: number): string {
  return `---
apiVersion: v1
kind: Service
metadata:
  name: worker-${index}
  namespace: team-${index % 20}
  labels:
    app.kubernetes.io/name: worker-${index}
    app.kubernetes.io/part-of: shop
  annotations:
    prometheus.io/scrape: "true"
    prometheus.io/port: "9090"
    prometheus.io/path: /metrics
    service.kubernetes.io/topology-mode: Auto
spec:
  selector:
    app.kubernetes.io/name: worker-${index}
  ports:
    - name: http
      port: 80
      targetPort: 8080
    - name: metrics
      port: 9090
      targetPort: 9090
`;
}
