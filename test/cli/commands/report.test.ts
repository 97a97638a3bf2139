import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa, execaSync } from 'execa'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Mark, writeMark } from '../../../src/owned/mark.ts'
import { thisOwner } from '../../../src/owned/owner.ts'
import type { RunHeader } from '../../../src/plan/header.ts'
import { writeRunEnd } from '../../../src/plan/written-end.ts'
import type { Report } from '../../../src/record/report.ts'
import { JournalWriter, startJournal } from '../../../src/samples/journal.ts'
import { completedSample, runEnd, runHeader } from '../../support/samples.ts'

const main = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url))

let root = ''
let folder = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'report-command-test-'))
  folder = join(root, 'llm-bench-report/journal/2026-11-25T10-00-00-000Z-7')
  mkdirSync(folder, { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

interface Ended {
  readonly code: number | undefined
  readonly out: string
  readonly error: string
}

async function report(...parameters: readonly string[]): Promise<Ended> {
  const ended = await execa(process.execPath, ['--no-warnings', main, 'report', ...parameters], {
    reject: false,
    cwd: root,
    env: { NO_COLOR: '1' },
  })
  return { code: ended.exitCode, out: ended.stdout, error: ended.stderr }
}

/** A run of so many requests that was written down. */
function journal(name: string, requests: number, changes: Partial<RunHeader> = {}): string {
  const id = crypto.randomUUID()
  const path = join(folder, `1-${name}-${id}.jsonl`)
  startJournal(path, { ...runHeader(), id, name, startedAt: '2026-11-25T10:00:05.000Z', ...changes })
  const writer = new JournalWriter(path, 1000)
  for (let index = 0; index < requests; index++) writer.append({ ...completedSample(index * 20, 10), index })
  writer.close()
  return path
}

function written(output = 'llm-bench-report'): Report {
  return JSON.parse(readFileSync(join(root, output, 'report.json'), 'utf8')) as Report
}

test('the report of an execution that was killed has what it finished, and says what it has not', async () => {
  const whole = journal('whole', 30)
  writeRunEnd(whole, { ...runEnd, endedBy: 'requests' })
  journal('cut', 20)
  const { code, out, error } = await report('llm-bench-report/journal/2026-11-25T10-00-00-000Z-7')
  expect({ code, error }).toEqual({ code: 0, error: '' })
  expect(out).toContain(`Report: ${join(root, 'llm-bench-report/report.md')}`)
  expect(out).toMatch(/^cut .*partial/m)
  const { runs, complete, startedAt, notes, environment } = written()
  expect(runs.map(({ name, state, requests, load }) => [name, state, requests.succeeded, load.endedBy])).toEqual([
    ['cut', 'partial', 20, 'aborted'],
    ['whole', 'complete', 30, 'requests'],
  ])
  expect({ complete, startedAt }).toEqual({ complete: false, startedAt: '2026-11-25T10:00:05.000Z' })
  expect(environment.os).toBeTruthy()
  expect(notes[0]).toBe(
    'Made from journals, by llm-bench report: claims, benchmarks of functions and the profile are in none of them.',
  )
  expect(notes[1]).toContain('which may not be the one that measured')
  expect(readdirSync(join(root, 'llm-bench-report'))).toEqual(expect.arrayContaining(['report.md', 'charts']))
})

test('entries that cannot be read cost themselves, and are in the notes', async () => {
  appendFileSync(journal('damaged', 20), 'null\n{"half\n\u0000\u0001\n')
  writeFileSync(join(folder, 'b.jsonl'), '{"id":"q"}\nnull\n')
  writeFileSync(join(folder, 'c.jsonl'), '')
  mkdirSync(join(folder, 'd.jsonl'))
  const { code, error } = await report(folder)
  expect({ code, error }).toEqual({ code: 0, error: '' })
  const { runs, notes } = written()
  expect(runs).toMatchObject([{ name: 'damaged', requests: { attempted: 20 } }])
  expect(notes).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^3 lines of the journal of damaged \(1-damaged-.*\) cannot be read/),
      'The journal b.jsonl does not begin with the header of a run: its requests are not in this report.',
      'The journal c.jsonl does not begin with the header of a run: its requests are not in this report.',
      'The journal d.jsonl cannot be read (EISDIR): its requests are not in this report.',
    ]),
  )
})

test('a report, its folder and a folder of journals are printed in another format', async () => {
  journal('long', 20)
  const [samples, bmf] = await Promise.all([
    report(folder, '--format', 'samples-csv'),
    report(folder, '--format', 'bmf', '--output', 'bencher.json'),
  ])
  expect(samples.out.split('\r\n').length).toBe(21)
  expect(bmf).toEqual({ code: 0, out: '', error: '' })
  const name = Object.keys(JSON.parse(readFileSync(join(root, 'bencher.json'), 'utf8')) as object)[0]
  expect(name).toContain('long (partial)')
  await report(folder)
  const places = ['llm-bench-report', 'llm-bench-report/report.json']
  const again = await Promise.all(places.map(async (place) => await report(place, '--format', 'samples-csv')))
  expect(again).toEqual([samples, samples])
  rmSync(folder, { recursive: true })
  writeFileSync(join(root, 'other.json'), '{"name":"of another package"}')
  const [gone, marked, ended, ofCsv, wrong, none] = await Promise.all([
    report('llm-bench-report', '--format', 'otlp'),
    report('llm-bench-report', '--format', 'comment', '--marker', 'nightly'),
    report('llm-bench-report', '--format', 'comment', '--marker', 'a--b'),
    report('llm-bench-report', '--format', 'csv', '--marker', 'a'),
    report('llm-bench-report', '--format', 'openmetric'),
    report('other.json', '--format', 'csv'),
  ])
  expect(gone.error).toContain('1 of 1 runs have no requests beside')
  expect(marked.out).toMatch(/^<!-- vitest-llm-bench:nightly -->\n/u)
  expect(ended.error).toContain('llm-bench report --marker: "a--b" is not allowed here; give letters')
  expect(ofCsv.error).toContain('llm-bench report --marker: "a" is not allowed here; give it with --format comment')
  expect(wrong.error).toContain('there is no format "openmetric"; did you mean "openmetrics"?')
  expect([none.code, none.out, none.error]).toEqual([2, '', expect.stringContaining('other.json is no report')])
})

test('a report that has more is not replaced; another folder takes it', async () => {
  journal('long', 20)
  await report(folder)
  const before = readFileSync(join(root, 'llm-bench-report/report.json'), 'utf8')
  const again = await report(folder)
  expect(again.code).toBe(2)
  expect(again.error).toBe(
    `llm-bench report --output: "${join(root, 'llm-bench-report')}", where a report has all of these runs, and ` +
      'their claims, is not allowed here; give another folder',
  )
  expect(readFileSync(join(root, 'llm-bench-report/report.json'), 'utf8')).toBe(before)
  expect((await report(folder, '--output', 'elsewhere')).code).toBe(0)
  expect(written('elsewhere').runs).toHaveLength(1)
  // Another execution has reported since.
  writeFileSync(join(root, 'llm-bench-report/report.json'), '{"startedAt":"2026-11-26T00:00:00.000Z","runs":[]}')
  expect((await report(folder)).error).toContain('where a report is of a later execution')
  // An earlier one is replaced, as Vitest itself does.
  writeFileSync(join(root, 'llm-bench-report/report.json'), '{"startedAt":"2026-11-24T00:00:00.000Z","runs":[]}')
  expect((await report(folder)).code).toBe(0)
})

test.for<[string, string]>([
  ['report.json', '{"numTotalTests":3,"testResults":[]}'],
  ['report.json', '{"startedAt":"2026-11-2'],
  ['report.md', '# Notes of mine'],
])('a %s of something else is not replaced', async ([name, text]) => {
  journal('long', 20)
  const output = join(root, 'mine')
  mkdirSync(output)
  writeFileSync(join(output, name), text)
  const { code, error } = await report(folder, '--output', 'mine')
  expect(code).toBe(2)
  const why = name === 'report.md' ? 'is not of this package' : 'is not of this package, or damaged'
  expect(error).toBe(
    `llm-bench report --output: "${output}", where ${name} ${why}, is not allowed here; give another folder`,
  )
  expect(readdirSync(output)).toEqual([name])
  expect(readFileSync(join(output, name), 'utf8')).toBe(text)
})

test('an attempt whose retry was written down too is replaced', async () => {
  journal('again', 20, { attempt: 0 })
  journal('again', 20, { attempt: 1, startedAt: '2026-11-25T10:00:06.000Z' })
  const repeated = { repeat: { number: 2, of: 2 } }
  journal('again', 20, { ...repeated, attempt: 0, startedAt: '2026-11-25T10:00:07.000Z' })
  const { out } = await report(folder)
  expect(out).toContain('replaced')
  expect(written().runs.map(({ attempt, repeat, replaced }) => [repeat?.number ?? 1, attempt, replaced])).toEqual(
    expect.arrayContaining([
      [1, 0, true],
      [1, 1, false],
      [2, 0, false],
    ]),
  )
})

test('a load in parts is joined where its parts were measured whole', async () => {
  for (const name of ['a', 'b']) {
    writeRunEnd(journal(name, 30, { part: 'whole', test: name }), { ...runEnd, endedBy: 'requests' })
  }
  await report(folder)
  expect(written().runs.map(({ part, requests }) => [part, requests.succeeded])).toEqual([
    ['whole', 30],
    ['whole', 30],
    [null, 60],
  ])
})

const { facts, plan } = runHeader()
test.for<[string, object]>([
  ['a target without its fields', { facts: { ...facts, target: { model: 'a' } } }],
  ['another kind of target', { facts: { ...facts, target: { ...facts.target, kind: 'cloud' } } }],
  ['a device that is a number', { facts: { ...facts, target: { ...facts.target, device: 7 } } }],
  ['no state of the load', { facts: { ...facts, loadState: undefined } }],
  ['no place in a sweep', { sweep: undefined }],
  ['no word of parts', { part: undefined }],
  ['another kind of load', { plan: { ...plan, load: { kind: 'tides' } } }],
  ['a start that is no time', { startedAt: 'yesterday' }],
])('a journal whose header has %s costs itself', async ([, changes]) => {
  journal('sound', 20)
  journal('other', 20, changes)
  const { code, error } = await report(folder)
  expect({ code, error }).toEqual({ code: 0, error: '' })
  const { runs, notes } = written()
  expect(runs.map(({ name }) => name)).toEqual(['sound'])
  expect(notes.filter((note) => note.includes('1-other-'))).toEqual([
    expect.stringMatching(/ its requests are not in this report\.$/),
  ])
  expect(notes.join(' ')).not.toMatch(/undefined|reading '/)
})

test('an end that is not as it should be is as good as none', async () => {
  const path = journal('cut', 20)
  writeRunEnd(path, { ...runEnd, server: { server: 7 } as never })
  await report(folder)
  expect(written().runs).toMatchObject([{ state: 'partial', requests: { succeeded: 20 } }])
})

test.skipIf(process.platform === 'win32')('a pipe in place of a file is not waited for', async () => {
  const path = journal('long', 20)
  const [program, ...pipes] = ['mkfifo', join(folder, 'pipe.jsonl'), path.replace(/jsonl$/, 'end.json')] as const
  execaSync(program, pipes)
  const { code, error } = await report(folder)
  expect({ code, error }).toEqual({ code: 0, error: '' })
  expect(written().notes).toContain(
    'The journal pipe.jsonl cannot be read (a pipe): its requests are not in this report.',
  )
  expect(written().runs).toMatchObject([{ name: 'long', state: 'partial' }])
})

test('of an execution that still goes on that is said', async () => {
  journal('long', 20)
  const mark: Mark = { kind: 'journal', owner: thisOwner(null), order: 1, over: false, files: [] }
  writeMark(folder, mark)
  expect((await report(folder)).code).toBe(0)
  expect(written().notes[1]).toBe(
    `The execution still goes on (process ${process.pid}): this is what it has measured so far.`,
  )
  expect(written().fingerprints).toHaveLength(1)
})

test('what is no journal folder is refused, with the way to one', async () => {
  const path = journal('a', 3)
  const newest = join(root, 'llm-bench-report/journal/2026-11-25T10-00-00-000Z-7')
  const many = `has journals of several executions in it: give one of them, the newest is ${newest}`
  const example = 'give a folder such as llm-bench-report/journal/<time>-<pid>'
  mkdirSync(join(root, 'empty'))
  mkdirSync(join(root, 'strange'))
  writeFileSync(join(root, 'strange', 'data.jsonl'), '{"a":1}\n')
  const cases: [string[], string][] = [
    [['nowhere'], `llm-bench report: "${join(root, 'nowhere')}" does not exist: ${example}`],
    [[path], `llm-bench report: "${path}" is a file: give the folder that it is in`],
    [['empty'], `llm-bench report: "${join(root, 'empty')}" has no journals in it: ${example}`],
    [['llm-bench-report'], `llm-bench report: "${join(root, 'llm-bench-report')}" ${many}`],
    [['llm-bench-report/journal'], `llm-bench report: "${join(root, 'llm-bench-report/journal')}" ${many}`],
    [
      ['strange'],
      `llm-bench report: "${join(root, 'strange')}" has no run in it that can be read. ` +
        'The journal data.jsonl does not begin with the header of a run: its requests are not in this report.',
    ],
    [
      [],
      'llm-bench report: no folder is not allowed here; give one: llm-bench report llm-bench-report/journal/<time>-<pid>',
    ],
    [['--outptu', 'x', folder], 'llm-bench report --outptu is not an option; did you mean --output?'],
  ]
  for (const [given, line] of cases) {
    // oxlint-disable-next-line no-await-in-loop -- one process at a time
    const { code, out, error } = await report(...given)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(error.split('\n')).toEqual([expect.stringContaining(line.split(' is not an option')[0] ?? '')])
    if (!line.includes('outptu')) expect(error).toBe(line)
  }
  expect(existsSync(join(root, 'llm-bench-report/report.json'))).toBe(false)
})
