/** One line of a Prometheus text exposition that carries a value. */
export interface MetricSample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

const sampleLine = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?\s*$/
/** A name begins where none goes on: of a long one that has no value every letter would be a beginning. */
const labelPair = /(?<![a-zA-Z0-9_])([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:\\.|[^"\\])*)"/g

/**
 * Reads the Prometheus text format (version 0.0.4). Comments, time stamps and lines that are no sample
 * are left out.
 *
 * Written here and not taken from a package: the needed part of the format is one line's grammar, and
 * the npm packages that read it have no types and no upkeep.
 */
export function parseExposition(text: string): MetricSample[] {
  return text.split('\n').flatMap((line) => {
    const found = line.startsWith('#') ? null : sampleLine.exec(line)
    if (found === null) return []
    const [, name = '', labels = '', value = ''] = found
    return [{ name, labels: parseLabels(labels), value: parseValue(value) }]
  })
}

function parseLabels(text: string): Record<string, string> {
  const pairs = [...text.matchAll(labelPair)].map(([, name = '', value = '']) => [name, unescape(value)] as const)
  return Object.fromEntries(pairs)
}

function unescape(value: string): string {
  return value.replaceAll(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character))
}

function parseValue(text: string): number {
  if (/^\+?Inf$/i.test(text)) return Number.POSITIVE_INFINITY
  if (/^-Inf$/i.test(text)) return Number.NEGATIVE_INFINITY
  return Number(text)
}

/**
 * Sum of a metric over all its labels, for example over the engines and models of one server. Null when
 * the server does not have it, or a value is not a number.
 */
export function sumOf(samples: readonly MetricSample[], name: string): number | null {
  const found = samples.filter((sample) => sample.name === name)
  const sum = found.reduce((total, { value }) => total + value, 0)
  return found.length === 0 || !Number.isFinite(sum) ? null : sum
}

/** The first of several names that a server has: names change between its releases. */
export function firstSumOf(samples: readonly MetricSample[], names: readonly string[]): number | null {
  return names.map((name) => sumOf(samples, name)).find((sum) => sum !== null) ?? null
}

/** Sum and number of what a histogram has observed; null where a server does not have it. */
export function histogramOf(samples: readonly MetricSample[], name: string): { sum: number; count: number } | null {
  const sum = sumOf(samples, `${name}_sum`)
  const count = sumOf(samples, `${name}_count`)
  return sum === null || count === null ? null : { sum, count }
}
