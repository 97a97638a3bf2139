#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { LlmBenchError } from '../errors.ts'
import { type MetricName, metricNames } from '../metrics/definitions.ts'
import { packageManifest } from '../package-root.ts'
import { compareFiles } from './compare.ts'
import { help } from './help.ts'
import { importBaseline } from './import-baseline.ts'

/** Exit codes: a regression, and what kept the command from telling. */
const regression = 1
const unusable = 2

process.exitCode = run(process.argv.slice(2))

function run(parameters: readonly string[]): number {
  try {
    return command(parameters)
  } catch (error) {
    if (!(error instanceof LlmBenchError || isUsageError(error))) throw error
    process.stderr.write(`llm-bench: ${firstLine(error.message)}\n`)
    return unusable
  }
}

function command(parameters: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...parameters],
    allowPositionals: true,
    options: {
      by: { type: 'string' },
      of: { type: 'string' },
      as: { type: 'string' },
      key: { type: 'string' },
      root: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean' },
    },
  })
  if (values.help === true) return print(help)
  if (values.version === true) return print(packageManifest().version)
  const [name, first, second, ...rest] = positionals
  if (name === 'compare') {
    if (first === undefined || second === undefined || rest.length > 0) throw usage('compare takes two files: llm-bench compare <a.json> <b.json>')
    const { text, regressed } = compareFiles(first, second, { by: bandOf(values.by), of: metricOf(values.of) })
    print(text)
    return regressed ? regression : 0
  }
  if (name === 'import') {
    const { as, key, root } = values
    if (first === undefined || second !== undefined || as === undefined || key === undefined) {
      throw usage('import takes a file and two options: llm-bench import <report.json> --as main --key "<file › test › run>"')
    }
    return print(importBaseline(first, { root: root ?? process.cwd(), name: as, key }))
  }
  throw usage(name === undefined ? 'name a command: compare or import; see llm-bench --help' : `there is no command "${name}": it is compare or import; see llm-bench --help`)
}

function bandOf(text = '0.05'): number {
  const by = text.trim() === '' ? Number.NaN : Number(text)
  if (by >= 0 && by < 1) return by
  throw usage(`--by is ${JSON.stringify(text)}: give a share of 0 or more and below 1, 0.05 for 5 %`)
}

function metricOf(text = 'latency'): MetricName {
  const name = metricNames.find((metric) => metric === text)
  if (name !== undefined) return name
  throw usage(`--of is ${JSON.stringify(text)}: give one of ${metricNames.join(', ')}`)
}

function usage(message: string): LlmBenchError {
  return new LlmBenchError('invalid-option', message)
}

/** An unknown option, or one without its value. */
function isUsageError(error: unknown): error is Error {
  return error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}

function print(text: string): number {
  process.stdout.write(`${text}\n`)
  return 0
}
