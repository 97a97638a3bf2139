import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { saveBaseline } from '../../src/baseline/save-baseline.ts'
import { compareFiles } from '../../src/cli/compare/compare.ts'
import { loadRuns } from '../../src/cli/load-runs.ts'
import type { CheckRecord } from '../../src/record/check.ts'
import { isObject } from '../../src/json.ts'
import { collectEnvironment } from '../../src/machine/facts/environment.ts'
import { artifactOf, seededRun, temporaryRoot } from '../baseline/constructed.ts'
import { aiperfLine, inferencePerf, llamaBenchTest, llamaBenchy } from '../imports/peer-reports.ts'
import { aiperfSummary, vllmDetailed } from '../imports/reports.ts'

const environment = collectEnvironment(process.cwd())
const rule = { by: 0.05, accepted: [] }
const check: CheckRecord = { id: 'threads', protects: ['all'], status: 'ok', message: 'fine' }

type Step = string | number
type Json = Record<Step, unknown>

/** Paths of a value and of all in it, of a list those of its first element. */
function pathsOf(value: unknown, depth: number, path: readonly Step[] = []): (readonly Step[])[] {
  if (depth === 0) return [path]
  const inside = Array.isArray(value) ? [...value.slice(0, 1).entries()] : isObject(value) ? Object.entries(value) : []
  return [path, ...inside.flatMap(([name, part]) => pathsOf(part, depth - 1, [...path, name]))]
}

/** A copy in which one part is another, or gone. */
function damaged(value: unknown, path: readonly Step[], part: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return part
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as Json) }) as Json
  copy[step] = damaged(copy[step], rest, part)
  return copy
}

const instead: readonly unknown[] = [undefined, null, 5, 'x', [], {}, true]

/** What each damage of a file ends in that is no error of ours in one line. */
function wrongEnds(folder: string, value: unknown, depth: number, below = ''): string[] {
  const [whole, broken] = [join(folder, 'whole.json'), join(folder, 'broken.json')]
  writeFileSync(whole, JSON.stringify(value))
  const paths = pathsOf(value, depth).filter((path) => path.join('.').startsWith(below))
  return paths.flatMap((path) =>
    instead.flatMap((part) => {
      writeFileSync(broken, JSON.stringify(damaged(value, path, part)) ?? '')
      return (['latency', 'tpot'] as const).flatMap((of) => {
        try {
          compareFiles(whole, broken, { ...rule, of }, null)
          return []
        } catch (error) {
          const isOurs = error instanceof Error && error.name === 'LlmBenchError' && !error.message.includes('\n')
          return isOurs ? [] : [`${path.join('.')} = ${JSON.stringify(part)}: ${String(error)}`]
        }
      })
    }),
  )
}

test('a report, a baseline or a foreign report that is damaged in any one place is an error of one line', () => {
  using root = temporaryRoot()
  const run = seededRun(8, 40, 1, { record: { checks: [check] } })
  const report = { schemaVersion: 2, generator: { name: 'vitest-llm-bench' }, environment, runs: [run.record] }
  expect(wrongEnds(root.path, report, 5)).toEqual([])
  const long = seededRun(20_001, 40, 2, { record: { name: 'long' } })
  for (const [name, kept, below] of [
    ['columns', run, 'runs.0.samples'],
    ['digests', long, 'runs.0.samples.digests.latency'],
  ] as const) {
    const [path = ''] = saveBaseline({ root: root.path, name, environment, runs: [artifactOf(kept)] }).paths
    const file: unknown = JSON.parse(readFileSync(path, 'utf8'))
    expect(wrongEnds(root.path, file, 6, below)).toEqual([])
    if (kept === run) expect(wrongEnds(root.path, file, 4)).toEqual([])
  }
  const lists = [[aiperfLine(0), aiperfLine(1)], [llamaBenchTest({})]]
  for (const foreign of [aiperfSummary, vllmDetailed, llamaBenchy, inferencePerf('tokenizer'), ...lists]) {
    expect(wrongEnds(root.path, foreign, 4)).toEqual([])
  }
})

test('the error names the first place of a report that is damaged', () => {
  using root = temporaryRoot()
  const { record } = seededRun(8, 40, 1)
  const path = join(root.path, 'report.json')
  const messageOf = (runs: readonly unknown[], machine: unknown = environment): string => {
    writeFileSync(path, JSON.stringify({ schemaVersion: 2, generator: {}, environment: machine, runs }))
    try {
      loadRuns(path)
      return ''
    } catch (error) {
      return (error as Error).message.replace(path, 'report.json')
    }
  }
  const end = 'is missing or damaged; measure again, or take the file from where it was made'
  expect(messageOf([record])).toBe('')
  expect(messageOf([record, null])).toBe(`report.json cannot be compared: its runs[1] ${end}`)
  expect(messageOf([{ ...record, checks: [{ ...check, protects: 5 }] }])).toBe(
    `report.json cannot be compared: its runs[0].checks.0.protects ${end}`,
  )
  expect(messageOf([{ ...record, tokens: undefined }])).toBe(
    `report.json cannot be compared: its runs[0].tokens ${end}`,
  )
  expect(messageOf([record], {})).toBe(`report.json cannot be compared: its environment ${end}`)
})

test.skipIf(process.platform === 'win32')('a pipe that nobody writes to is refused at once', () => {
  using root = temporaryRoot()
  const pipe = join(root.path, 'pipe')
  const [program, ...rest] = ['mkfifo', pipe] as const
  execFileSync(program, rest)
  expect(() => loadRuns(pipe)).toThrow(`${pipe} cannot be read (a pipe): give the path of a report.json`)
})
