import type { ModelActivity } from './activity.ts'

/** Writers of the metrics of one server, each of which gives the lines of all its models. */
export interface MetricLines {
  readonly metric: (
    name: string,
    type: 'gauge' | 'counter' | 'histogram',
    help: string,
    lines: (activity: ModelActivity, labels: string, name: string) => readonly string[],
  ) => string[]
  readonly histogram: (name: string, help: string, of: (activity: ModelActivity) => ModelActivity['queue']) => string[]
}

/**
 * Metrics in Prometheus' text format.
 * @param prefix of each name, its colon included
 * @param labelsOf labels of a model
 */
export function metricLines(
  models: ReadonlyMap<string, ModelActivity>,
  prefix: string,
  labelsOf: (model: string) => string,
): MetricLines {
  const metric: MetricLines['metric'] = (name, type, help, lines) => [
    `# HELP ${prefix}${name} ${help}`,
    `# TYPE ${prefix}${name} ${type}`,
    ...[...models].flatMap(([model, activity]) => lines(activity, labelsOf(model), `${prefix}${name}`)),
  ]
  return {
    metric,
    histogram: (name, help, of) =>
      metric(name, 'histogram', help, (activity, labels, full) => of(activity).lines(full, labels)),
  }
}
