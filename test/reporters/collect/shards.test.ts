import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { TestModule } from 'vitest/node'
import { makeReport } from '../../../reporters/collect/make-report.ts'
import { shardFingerprints, shardNote } from '../../../reporters/collect/shards.ts'
import { renderMarkdown } from '../../../reporters/formats/markdown/markdown.ts'
import { collectEnvironment } from '../../../src/machine/facts/environment.ts'
import { buildRun } from '../../../src/runs/build-run.ts'
import { encodeColumns } from '../../../src/samples/columns.ts'
import { digestOf } from '../../../src/stats/quantiles/digest.ts'
import type { OurArtifact } from '../../../src/worker/artifacts.ts'
import { completedSample, runEnd, runHeader } from '../../support/samples.ts'
import { sampleClaim, sampleRun, sampleSeries } from '../sample-report.ts'

const root = process.cwd()
const environment = collectEnvironment(root)

/** What the tests of a file left: a run of 40 requests, two claims, and the machine. */
function artifactsOf(file: string, latency: number, machine = environment): OurArtifact[] {
  const samples = Array.from({ length: 40 }, (_, k) => ({ ...completedSample(k * 100, latency + (k % 9)), index: k }))
  const { record, measured } = buildRun({ ...runHeader(), id: `run of ${file}`, name: file, file }, samples, runEnd)
  const claim = { ...sampleClaim(), pValue: latency / 1000 }
  const claims = [
    { run: record.id, claim },
    { run: null, claim },
  ]
  const made = { file, attempt: 0, repeat: null }
  return [
    { type: 'vitest-llm-bench:environment', environment: machine, shard: null },
    {
      type: 'vitest-llm-bench:run',
      record,
      columns: encodeColumns(measured.columns),
      gaps: digestOf(measured.gaps, measured.gaps.length),
      clockZero: 0,
      clock: 'a',
    },
    { type: 'vitest-llm-bench:claims', ...made, claims },
  ] as OurArtifact[]
}

function moduleOf(file: string, artifacts: OurArtifact[]): TestModule {
  return {
    relativeModuleId: file,
    project: { name: '', config: { benchmark: { enabled: false } } },
    meta: () => ({}),
    children: { allTests: () => [{ fullName: 'a test', artifacts: () => artifacts, attempts: () => [] }] },
  } as unknown as TestModule
}

function reportOf(modules: TestModule[], journal: string | null) {
  const startedAt = new Date(0)
  const facts = { root, startedAt, loadAverage: null, machine: null, profile: 'default', notes: [], finished: true }
  return makeReport({ modules, journal, ...facts }).report
}

test('two shards merged give the report of one execution: figures, intervals, claims, fingerprints, environment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'llm-bench-shards-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const files = { 'a.bench.ts': artifactsOf('a.bench.ts', 20), 'b.bench.ts': artifactsOf('b.bench.ts', 30) }
  const whole = reportOf(
    Object.entries(files).map(([file, artifacts]) => moduleOf(file, artifacts)),
    folder,
  )
  // As blobs carry them, and in whatever order they are read.
  const shards = Object.entries(files).toReversed()
  const merged = reportOf(
    shards.map(([file, artifacts]) => moduleOf(file, JSON.parse(JSON.stringify(artifacts)) as OurArtifact[])),
    null,
  )
  const { notes, shards: machines, finishedAt: _, environment: measured, ...same } = merged
  const { notes: own, shards: none, finishedAt: __, environment: here, ...expected } = whole
  expect(same).toEqual(expected)
  expect(expected.fingerprints).toHaveLength(2)
  expect(expected.runs[0]?.claims[0]?.pAdjusted).toBeGreaterThan(0.02)
  const load = { loadAverage: null }
  expect({ ...measured, cpu: { ...measured.cpu, ...load } }).toEqual({ ...here, cpu: { ...here.cpu, ...load } })
  expect(none).toEqual([])
  expect(machines.map(({ runs }) => runs)).toEqual([['run of a.bench.ts', 'run of b.bench.ts']])
  expect(notes.filter((note) => !own.includes(note))).toEqual([
    'Merged from other reports, of machines that are alike: the environment is that of the first.',
  ])
})

test('machines that differ are said, each run with the fingerprint of its own', () => {
  const other = { ...environment, cpu: { ...environment.cpu, model: 'another processor' } }
  const merged = reportOf(
    [
      moduleOf('a.bench.ts', artifactsOf('a.bench.ts', 20)),
      moduleOf('b.bench.ts', artifactsOf('b.bench.ts', 30, other)),
    ],
    null,
  )
  expect(merged.notes[0]).toMatch(/^Merged from reports of machines that differ \(cpu .* in the first, "another proc/u)
  expect(merged.shards.map(({ environment: { cpu } }) => cpu.model)).toEqual([environment.cpu.model, other.cpu.model])
  const [one, two] = merged.fingerprints
  expect(one?.hash).not.toBe(two?.hash)
  const page = renderMarkdown(merged)
  expect(page).toContain('**Machines of the shards**')
  expect(page).toContain('another processor')
})

test('a joined load has the fingerprint that its parts have in common, and none where they differ', () => {
  const parts = ['a', 'b'].map((id) => sampleRun(sampleSeries(4, 40, [1]), { id }))
  const joined = sampleRun(sampleSeries(4, 40, [1]), { id: 'whole', joinedFrom: ['a', 'b'] })
  const other = { ...environment, memoryBytes: 2 ** 34 + environment.memoryBytes }
  const runs = [...parts, joined]
  const alike = [{ blob: null, environment, runs: ['a', 'b'] }]
  const apart = [
    { blob: null, environment, runs: ['a'] },
    { blob: null, environment: other, runs: ['b'] },
  ]
  expect(shardFingerprints(runs, alike).map(({ run }) => run)).toEqual(['a', 'b', 'whole'])
  expect(shardFingerprints(runs, apart).map(({ run }) => run)).toEqual(['a', 'b'])
  expect(shardNote(runs, alike)).toContain('alike')
  expect(shardNote(runs, [])).toContain('do not all say where they measured')
})

test('a part that made no request costs neither the report nor the other parts, and leaves joint claims open', () => {
  const asPart = (file: string, latency: number): OurArtifact[] => {
    const artifacts = artifactsOf(file, latency)
    for (const artifact of artifacts) if (artifact.type === 'vitest-llm-bench:run') artifact.record.part = 'whole'
    return artifacts
  }
  const empty = buildRun({ ...runHeader(), id: 'empty', file: 'c.bench.ts', part: 'whole' }, [], runEnd)
  const nothing = {
    type: 'vitest-llm-bench:run',
    record: empty.record,
    columns: encodeColumns(empty.measured.columns),
    gaps: digestOf(new Float64Array(), 0),
    clockZero: 0,
  } as OurArtifact
  const report = reportOf(
    [
      moduleOf('a.bench.ts', asPart('a.bench.ts', 20)),
      moduleOf('b.bench.ts', asPart('b.bench.ts', 20)),
      moduleOf('c.bench.ts', [nothing]),
    ],
    null,
  )
  const whole = report.runs.find(({ joinedFrom }) => joinedFrom.length > 0)
  expect(whole?.joinedFrom).toEqual(['run of a.bench.ts', 'run of b.bench.ts'])
  expect(whole?.checks.find(({ id }) => id === 'parts-missing')).toMatchObject({ status: 'invalid' })
  expect(whole?.claims[0]).toMatchObject({ verdict: 'inconclusive' })
})
