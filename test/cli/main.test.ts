import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { saveBaseline } from '../../src/baseline/save-baseline.ts'
import { collectEnvironment } from '../../src/machine/facts/environment.ts'
import type { LlmRun } from '../../src/vitest/llm-run.ts'
import { artifactOf, seededRun, temporaryRoot } from '../baseline/constructed.ts'
import { inferencePerf, llamaBenchTest } from '../imports/peer-reports.ts'
import { aiperfSummary, vllmDetailed, vllmSummary } from '../imports/reports.ts'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const environment = collectEnvironment(process.cwd())

interface Ended {
  readonly code: number | undefined
  readonly out: string
  readonly error: string
}

async function llmBench(...parameters: readonly string[]): Promise<Ended> {
  const { exitCode, stdout, stderr } = await execa(process.execPath, ['--no-warnings', main, ...parameters], {
    reject: false,
  })
  return { code: exitCode, out: stdout, error: stderr }
}

function baseline(root: string, name: string, runs: readonly LlmRun[]): string {
  const [path = ''] = saveBaseline({ root, name, environment, runs: runs.map(artifactOf) }).paths
  return path
}

function write(path: string, value: unknown): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, JSON.stringify(value))
  return path
}

function report(path: string, runs: readonly LlmRun[]): string {
  const generator = { name: 'vitest-llm-bench', version: '0' }
  return write(path, { schemaVersion: 2, generator, environment, runs: runs.map(({ record }) => record) })
}

test('a regression is found and exits 1; the words of the others', async () => {
  using root = temporaryRoot()
  const named = (name: string, n: number, median: number, seed: number): LlmRun =>
    seededRun(n, median, seed, { record: { name } })
  const a = baseline(root.path, 'a', [
    named('worse', 200, 40, 1),
    named('same', 2000, 40, 2),
    named('better', 200, 40, 3),
    named('open', 25, 40, 4),
    named('gone', 25, 40, 4),
  ])
  const b = baseline(root.path, 'b', [
    named('worse', 200, 50, 5),
    named('same', 2000, 40, 6),
    named('better', 200, 30, 7),
    named('open', 25, 40.5, 8),
  ])
  const { code, out, error } = await llmBench('compare', a, b)
  expect({ code, error }).toEqual({ code: 1, error: '' })
  const lines = out.split('\n')
  expect(lines[0]).toMatch(/^run +metric +a +b +b \/ a +90 % interval +result$/u)
  expect(lines[1]).toMatch(/^worse +latency +4\d\.\d ms +5\d\.\d ms +1\.2\d +1\.\d\d to 1\.\d\d +regressed$/u)
  expect(lines[2]).toMatch(/^same .* same$/u)
  expect(lines[3]).toMatch(/^better .* faster$/u)
  expect(lines[4]).toMatch(/^open .* inconclusive$/u)
  expect(out).toContain('only in a: bench/constructed.bench.ts › constructed › gone')
  expect(lines.at(-1)).toBe('1 of 4 regressed: median latency beyond 5 % more by more than chance')
})

test('no regression exits 0; --by and --of are heeded', async () => {
  using root = temporaryRoot()
  const a = baseline(root.path, 'a', [seededRun(200, 40, 1)])
  const b = baseline(root.path, 'b', [seededRun(200, 44, 2)])
  expect((await llmBench('compare', a, b, '--by', '0.5')).code).toBe(0)
  expect((await llmBench('compare', a, a)).code).toBe(0)
  const speed = await llmBench('compare', a, b, '--by', '0.02', '--of', 'decodeSpeed')
  expect(speed.code).toBe(1)
  expect(speed.out).toMatch(/decodeSpeed .*tokens\/s .*regressed/u)
})

test('report.json has points only, unless its journal is there', async () => {
  using root = temporaryRoot()
  const [before, after] = [seededRun(60, 40, 1), seededRun(60, 60, 2)]
  const a = report(join(root.path, 'a/report.json'), [before])
  const b = report(join(root.path, 'b/report.json'), [after])
  const points = await llmBench('compare', a, b)
  expect(points.code).toBe(3)
  expect(points.out).toMatch(/1\.49 +no samples +inconclusive/u)
  expect(points.out).toContain('no samples: points only')
  expect(points.out).toMatch(/^no regression was found, but 1 of 1 is inconclusive$/mu)
  for (const [folder, run] of [
    ['a', before],
    ['b', after],
  ] as const)
    journal(join(root.path, folder, 'journal/2026/r.jsonl'), run)
  const samples = await llmBench('compare', a, b)
  expect(samples.out).toMatch(/1\.49 +1\.\d\d to 1\.\d\d +regressed/u)
  expect(samples.code).toBe(1)
})

test('another fingerprint and other work are marked', async () => {
  using root = temporaryRoot()
  const run = seededRun(100, 40, 1)
  const { target, workload } = run.record
  const a = baseline(root.path, 'a', [run])
  const b = baseline(root.path, 'b', [
    seededRun(100, 80, 1, { record: { target: { ...target, threads: 9 }, workload: { ...workload, maxTokens: 99 } } }),
  ])
  const { code, out } = await llmBench('compare', a, b)
  expect(code).toBe(3)
  expect(out).toContain('short answer: another fingerprint (a here, b there): threads 2 here, 9 there')
  expect(out).toContain('short answer: other work (a here, b there): maxTokens 10 here, 99 there')
  expect(out).toMatch(/inconclusive$/mu)
})

test('reports of other tools', async () => {
  using root = temporaryRoot()
  const a = write(join(root.path, 'a.json'), vllmSummary)
  const b = write(join(root.path, 'b.json'), aiperfSummary)
  const { code, out } = await llmBench('compare', a, b, '--of', 'tpot')
  expect(code).toBe(3)
  expect(out).toMatch(/tpot +9\.00 ms +9\.00 ms estimated +1\.00 +no samples +inconclusive/u)
  expect(out).toContain('vLLM: no samples, points only')
  const missing = await llmBench('compare', a, b)
  expect(missing.out).toMatch(/latency +– +110 ms +– +– +inconclusive/u)
  expect(missing.out).toContain('a has no latency')
})

test('import saves a foreign run as a baseline', async () => {
  using root = temporaryRoot()
  const file = write(join(root.path, 'vllm.json'), vllmDetailed)
  const { code, out } = await llmBench('import', file, '--as', 'vllm', '--key', 'a › b › c', '--root', root.path)
  expect(code).toBe(0)
  const path = /in (\/.*\/vllm\.json)$/mu.exec(out)?.[1] ?? ''
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
    name: 'vllm',
    runs: [{ key: 'a › b › c', samples: { kind: 'columns' } }],
  })
})

test('import takes one of several runs by its name', async () => {
  using root = temporaryRoot()
  const file = write(join(root.path, 'llama.json'), [llamaBenchTest({}), llamaBenchTest({ n_prompt: 64, n_gen: 0 })])
  const saved = ['import', file, '--as', 'llama', '--key', 'a › b › c', '--root', root.path]
  const open = await llmBench(...saved)
  expect(open.code).toBe(2)
  expect(open.error).toContain('has 2 runs, and a baseline\'s run is one: choose with --run one of "tg16", "pp64"')
  expect((await llmBench(...saved, '--run', 'tg9')).error).toContain('has 0 runs named "tg9"')
  expect((await llmBench(...saved, '--run', 'tg16')).code).toBe(0)
})

test('figures of tokens that another tokenizer counted are marked in the table', async () => {
  using root = temporaryRoot()
  const file = write(join(root.path, 'a.json'), inferencePerf('tokenizer'))
  const { out } = await llmBench('compare', file, file, '--of', 'tpot')
  expect(out).toMatch(/tpot +3\.10 ms estimated +3\.10 ms estimated/u)
  expect(out).toContain('another tokenizer counted them again in the text')
  expect((await llmBench('compare', file, file, '--of', 'ttft')).out).not.toContain('ms estimated')
})

test('wrong usage is one line and exits 2', async () => {
  using root = temporaryRoot()
  const a = baseline(root.path, 'a', [seededRun(30, 40, 1)])
  const b = baseline(root.path, 'b', [
    seededRun(30, 40, 1, { record: { name: 'x' } }),
    seededRun(30, 40, 1, { record: { name: 'y' } }),
  ])
  const broken = join(root.path, 'broken.json')
  writeFileSync(broken, '{"half":')
  const cases: readonly [readonly string[], string][] = [
    [
      [],
      'llm-bench: no command is not allowed here; give one of init, run, compare, ab, noise, history, import, models, prices, doctor, selfcheck, mock',
    ],
    [
      ['compere'],
      'llm-bench: there is no command "compere"; did you mean "compare"? there are init, run, compare, ab, noise, history, import',
    ],
    [
      ['benchmark'],
      'llm-bench: there is no command "benchmark"; there are init, run, compare, ab, noise, history, import, models, prices, doctor, selfcheck, mock',
    ],
    [['constructor'], 'llm-bench: there is no command "constructor"'],
    [['compare', a], 'llm-bench compare: 1 file is not allowed here; give two'],
    [['compare', a, a, '--by', 'much'], 'llm-bench compare --by: "much" is not allowed here; give a share'],
    [['compare', a, a, '--by'], 'llm-bench compare --by: nothing is not allowed here; give a value'],
    [['compare', a, a, '--by', '-1'], 'llm-bench compare --by: "-1" is not allowed here; give --by=-1 where that'],
    [
      ['compare', a, a, '--accept', 'assumed'],
      'llm-bench compare --accept: "assumed" is not allowed here; give "estimated", or leave it out',
    ],
    [['compare', a, a, '--no-by'], 'llm-bench compare --no-by: there is no option "--no-by"; did you mean "--by"?'],
    [
      ['compare', a, a, '--of', 'speed'],
      'llm-bench compare --of: there is no metric "speed"; there are latency, response',
    ],
    [
      ['compare', a, a, '--frob'],
      'llm-bench compare --frob: there is no option "--frob"; there are --by, --of, --accept, --inconclusive, --help',
    ],
    [['compare', a, a, '--key', 'x'], 'llm-bench compare --key: there is no option "--key"'],
    [
      ['import', a, '--rot', 'x'],
      'llm-bench import --rot: there is no option "--rot"; did you mean "--root"? there are --as, --key, --run, --root, --help',
    ],
    [['compare', a, join(root.path, 'none.json')], 'none.json cannot be read (ENOENT)'],
    [['compare', broken, a], 'broken.json is not JSON'],
    [['compare', a, write(join(root.path, 'other.json'), { a: 1 })], 'other.json is no report that can be read'],
    [['compare', a, b], 'have no run in common'],
    [['import', a], 'llm-bench import: a call without --as and --key is not allowed here; give one file and both'],
    [['import', a, a, '--as', 'b', '--key', 'c'], 'llm-bench import: 2 files is not allowed here; give one file'],
  ]
  const ended = await Promise.all(cases.map(async ([parameters]) => await llmBench(...parameters)))
  for (const [index, { code, out, error }] of ended.entries()) {
    expect(error).toContain(cases[index]?.[1])
    expect(error.split('\n')).toHaveLength(1)
    expect({ code, out }).toEqual({ code: 2, out: '' })
  }
})

test('--help and --version exit 0', async () => {
  const list = await llmBench('--help')
  expect(list).toMatchObject({ code: 0, out: expect.stringContaining('compares the runs of two files') })
  expect((await llmBench('help')).out).toBe(list.out)
  expect((await llmBench('help', 'compare')).out).toBe((await llmBench('compare', '--help')).out)
  expect(await llmBench('compare', '--help')).toMatchObject({
    code: 0,
    out: expect.stringContaining('llm-bench compare <a.json> <b.json>'),
  })
  expect((await llmBench('--version')).out).toMatch(/^\d+\.\d+\.\d+/u)
})

/** The journal of a constructed run, as a host would have written it. */
function journal(path: string, run: LlmRun): void {
  mkdirSync(dirname(path), { recursive: true })
  const { record } = run
  const latency = record.metrics.latency.p50 ?? 0
  const lines = Array.from({ length: record.requests.attempted }, (_, index) => {
    const sent = index * 100
    const end = sent + latency * (1 + ((index * 37) % 11) / 100)
    const tokens = { input: 10, output: 10, cached: 0, reasoning: null, source: 'engine' }
    return {
      state: 'completed',
      index,
      phase: index < 2 ? 'warmup' : 'measured',
      slot: 0,
      stream: 0,
      intended: sent,
      sent,
      firstChunk: sent + 1,
      first: sent + 1,
      firstVisible: sent + 1,
      end,
      tokens,
      chunkTimes: [],
      text: '',
      finish: 'length',
    }
  })
  writeFileSync(path, [{ id: record.id }, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(''))
}

test('a report of the schema before is refused in one line that says how to go on', async () => {
  using root = temporaryRoot()
  const path = write(join(root.path, 'old', 'report.json'), {
    schemaVersion: 1,
    generator: { name: 'vitest-llm-bench', version: '0.1.0' },
    environment,
    runs: [],
  })
  const { code, error } = await llmBench('compare', path, path)
  expect(code).toBe(2)
  expect(error).toContain(
    `${path} cannot be compared: its schemaVersion is 1, and this version reads 2; measure again with this version, and save baselines again with vitest bench --mode baseline`,
  )
})
